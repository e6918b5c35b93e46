"""The head and the clauses of a draft, changed one at a time; a draft may be wrong, and is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.personnel.models import Account
from policy.policies.actions.editing import edit_draft
from policy.policies.actions.renaming import rename_clauses
from policy.policies.choices import Enforcement
from policy.policies.errors import Conflict
from policy.policies.models import Clause, Version
from policy.policies.queries import numbering

HEAD = (
    "title",
    "issuer",
    "source",
    "summary",
    "interim",
    "effective_from",
    "effective_until",
    "until_event",
)
CLAUSE = ("heading", "text", "enforcement", "source")


def save_head(
    *,
    version: Version,
    by: Account,
    at: datetime,
    head: Mapping[str, Any],
    held: datetime | None = None,
) -> Version:
    """Keeps what `head` has of the entries `HEAD`, whatever it says.

    `held` is when the page that it was typed on took the draft; see `edit_draft`.
    """
    with edit_draft(version=version, by=by, at=at, held=held) as draft:
        known = {name: head[name] for name in HEAD if name in head}
        Version.objects.filter(pk=draft.pk).update(**known)
    return Version.objects.select_related("policy").get(pk=version.pk)


def add_clause(
    *, version: Version, by: Account, at: datetime, after: Clause | None = None
) -> Clause:
    """A blank clause with the next free number, behind `after` or at the end."""
    with edit_draft(version=version, by=by, at=at) as draft:
        clauses = list(draft.clauses.all())
        places = [clause.pk for clause in clauses]
        place = places.index(after.pk) + 1 if after and after.pk in places else len(clauses)
        clause = Clause(
            version=draft,
            identifier=next_identifier([clause.identifier for clause in clauses]),
            enforcement=Enforcement.RECORDED,
            position=place + 1,
        )
        clause.save()
        _put_in_order([*clauses[:place], clause, *clauses[place:]])
    return clause


def save_clause(
    *,
    clause: Clause,
    by: Account,
    at: datetime,
    content: Mapping[str, Any],
    held: datetime | None = None,
) -> Clause:
    """Keeps what `content` has of the entries `CLAUSE`, whatever it says."""
    with edit_draft(version=clause.version, by=by, at=at, held=held) as draft:
        present = take_clause(draft, clause)
        for name in CLAUSE:
            setattr(present, name, content.get(name, getattr(present, name)))
        present.save()
    return present


def rename_clause(*, clause: Clause, by: Account, at: datetime, to: str) -> Clause:
    """Gives the clause another number, which every reference to it follows.

    Raises ValidationError where another clause has the number, or where references that led
    nowhere would now lead here.
    """
    with edit_draft(version=clause.version, by=by, at=at) as draft:
        present = take_clause(draft, clause)
        if draft.clauses.exclude(pk=present.pk).filter(identifier=to).exists():
            message = _("Clause %(name)s is another; this one stays %(stays)s.")
            words = {"name": to, "stays": present.identifier}
            raise ValidationError({"identifier": message % words})
        rename_clauses(draft, {present.identifier: to})
        present.refresh_from_db()
    return present


def renumber_clauses(*, version: Version, by: Account, at: datetime) -> None:
    """Numbers the clauses 1, 2, 3 … in their order; every reference follows."""
    with edit_draft(version=version, by=by, at=at) as draft:
        rename_clauses(draft, numbering(draft))


def move_clause(*, clause: Clause, by: Account, at: datetime, up: bool) -> None:
    """Puts the clause one place up or down; the first stays first, the last last."""
    with edit_draft(version=clause.version, by=by, at=at) as draft:
        take_clause(draft, clause)
        clauses = list(draft.clauses.all())
        here = [other.pk for other in clauses].index(clause.pk)
        there = here - 1 if up else here + 1
        if 0 <= there < len(clauses):
            clauses[here], clauses[there] = clauses[there], clauses[here]
        _put_in_order(clauses)


def delete_clause(*, clause: Clause, by: Account, at: datetime, with_rules: int = 0) -> None:
    """Deletes a clause with the rules that hang on it.

    `with_rules` is how many of them whoever deletes has seen; Conflict where there are others.
    """
    with edit_draft(version=clause.version, by=by, at=at) as draft:
        present = take_clause(draft, clause)
        rules = present.rules.count()
        if rules != with_rules:
            raise Conflict(
                ngettext(
                    "%(n)d rule hangs on clause %(clause)s. Look at it before you delete it.",
                    "%(n)d rules hang on clause %(clause)s. Look at them before you delete it.",
                    rules,
                )
                % {"n": rules, "clause": present.identifier}
            )
        present.delete()


def take_clause(draft: Version, clause: Clause) -> Clause:
    """The clause as it stands now; raises Conflict where it was deleted meanwhile."""
    present = draft.clauses.filter(pk=clause.pk).first()
    if present is None:
        raise Conflict(_("Clause %s was deleted meanwhile.") % clause.identifier)
    return present


def next_identifier(taken: list[str]) -> str:
    """The number after the highest that is a plain number."""
    return str(max((int(name) for name in taken if name.isdecimal()), default=0) + 1)


def _put_in_order(clauses: list[Clause]) -> None:
    for position, clause in enumerate(clauses, 1):
        clause.position = position
    Clause.objects.bulk_update(clauses, ["position"])
