"""The entries of a draft beside its clauses: rules, questions, assurances, cases, quiz questions.

A draft may be wrong for days: conditions and facts are stored as they were typed. Only what the
tables cannot hold is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.policies.actions.editing import edit_draft
from policy.policies.errors import Conflict
from policy.policies.models import (
    Assurance,
    Case,
    Question,
    QuizQuestion,
    Requirement,
    Rule,
    Version,
)
from policy.policies.packs import RequirementText

Entry = Rule | Question | Assurance | Case | QuizQuestion
E = TypeVar("E", Rule, Question, Assurance, Case, QuizQuestion)


def save_entry(
    *,
    entry: E,
    by: Account,
    at: datetime,
    values: Mapping[str, Any],
    requirements: Sequence[RequirementText] = (),
) -> E:
    """Stores an entry of a draft, new or changed; a new one comes last.

    `entry` names its version and, where it is stored already, has its key; `values` are all its
    fields. The requirements of a rule take the place of those it had. Raises ValidationError where
    another entry has the name, and Conflict where the entry was deleted meanwhile.
    """
    with _edited(entry, by=by, at=at) as draft:
        row = _present(entry, draft)
        for name, value in values.items():
            setattr(row, name, value)
        _check_name(row)
        row.save()
        if isinstance(row, Rule):
            _replace_requirements(row, requirements)
        return row


def delete_entry(*, entry: Entry, by: Account, at: datetime) -> None:
    """Deletes an entry of a draft; one that is gone already is gone."""
    with _edited(entry, by=by, at=at) as draft:
        type(entry).objects.filter(pk=entry.pk, version=draft).delete()


@contextmanager
def _edited(entry: Entry, *, by: Account, at: datetime) -> Iterator[Version]:
    with edit_draft(version=entry.version, by=by, at=at) as draft:
        yield draft


def _present(entry: E, draft: Version) -> E:
    """The entry as it stands now; a new one at the end."""
    model = type(entry)
    if entry.pk is None:
        last = model.objects.filter(version=draft).aggregate(last=Max("position"))["last"] or 0
        return model(version=draft, position=last + 1)
    found = model.objects.filter(pk=entry.pk, version=draft).first()
    if found is None:
        raise Conflict(_("This was deleted meanwhile: %s") % entry)
    return found


def _check_name(row: Entry) -> None:
    key = "name" if isinstance(row, Question) else "identifier"
    others = type(row).objects.filter(version=row.version).exclude(pk=row.pk)
    if others.filter(**{key: getattr(row, key)}).exists():
        message = _("“%s” is taken already. Choose another name.") % getattr(row, key)
        raise ValidationError({key: message})


def _replace_requirements(rule: Rule, requirements: Sequence[RequirementText]) -> None:
    rule.requirements.all().delete()
    Requirement.objects.bulk_create(
        Requirement(rule=rule, position=position, kind=text.kind, details=text.details)
        for position, text in enumerate(requirements, 1)
    )
