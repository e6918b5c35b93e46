"""Clauses under other names: whatever refers to them follows, and nothing else does."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from policy.policies.models import Assurance, Case, Clause, Note, QuizQuestion, Version
from policy.policies.packs import referred_clauses, renamed
from policy.policies.queries import pack_of

_WITH_TEXT: tuple[type[Any], ...] = (Clause, Assurance, Case, QuizQuestion, Note)


def rename_clauses(draft: Version, names: Mapping[str, str]) -> None:
    """Gives the clauses of a draft that is held their new names, of which each is one clause's.

    Raises ValidationError where a reference that led nowhere would lead to one of them now.
    """
    names = {old: new for old, new in names.items() if old != new}
    _check_that_none_leads_astray(draft, names)
    _rename_rows(draft, names)
    _rename_in_texts(draft, names)
    _rename_in_lists(draft, names)


def _check_that_none_leads_astray(draft: Version, names: Mapping[str, str]) -> None:
    pack = pack_of(Version.objects.select_related("policy").get(pk=draft.pk))
    known = {clause.id for clause in pack.clauses}
    astray = sorted((referred_clauses(pack) - known) & set(names.values()))
    if astray:
        message = _(
            "There are references to clause %(names)s, which is not there, and they would lead to "
            "another clause now. Mend them first."
        )
        names_listed = get_text_list(astray, _("and"))
        raise ValidationError({"identifier": message % {"names": names_listed}})


def _rename_rows(draft: Version, names: Mapping[str, str]) -> None:
    """By way of names that no clause can have, since two may change places."""
    changed = list(draft.clauses.filter(identifier__in=names))
    olds = [clause.identifier for clause in changed]
    for clause in changed:
        clause.identifier = f"~{clause.pk}"
    Clause.objects.bulk_update(changed, ["identifier"])
    for clause, old in zip(changed, olds, strict=True):
        clause.identifier = names[old]
    Clause.objects.bulk_update(changed, ["identifier"])


def _rename_in_texts(draft: Version, names: Mapping[str, str]) -> None:
    for kind in _WITH_TEXT:
        rows = list(kind.objects.filter(version=draft, text__contains="[clause "))
        for row in rows:
            row.text = renamed(row.text, names)
        kind.objects.bulk_update(rows, ["text"])
    summary = Version.objects.values_list("summary", flat=True).get(pk=draft.pk)
    Version.objects.filter(pk=draft.pk).update(summary=renamed(summary, names))


def _rename_in_lists(draft: Version, names: Mapping[str, str]) -> None:
    for case in draft.cases.all():
        case.clauses = [names.get(name, name) for name in case.clauses]
        _save(case, "clauses")
    taken = _names_of_others(draft)
    for note in draft.notes.all():
        note.about = [name if name in taken else names.get(name, name) for name in note.about]
        _save(note, "about")


def _names_of_others(draft: Version) -> set[str]:
    """What a note can be about besides clauses: a rule or an assurance of the name is meant."""
    rules = draft.rules.values_list("identifier", flat=True)
    return {*rules, *draft.assurances.values_list("identifier", flat=True)}


def _save(row: Model, field: str) -> None:
    row.save(update_fields=[field])
