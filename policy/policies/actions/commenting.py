"""What people who look at a version say of its clauses; nobody changes another's words."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.models import Clause, Comment
from policy.policies.permissions import may_comment


@transaction.atomic
def comment_on(*, clause: Clause, by: Account, at: datetime, text: str) -> Comment:
    """Begins a thread, which is open."""
    require(may_comment(by, clause.version))
    return Comment.objects.create(
        version=clause.version,
        clause=clause,
        about=str(clause),
        text=_said(text),
        author=by,
        written_at=at,
    )


@transaction.atomic
def answer_comment(*, comment: Comment, by: Account, at: datetime, text: str) -> Comment:
    """Adds to the thread of `comment`; where it was resolved, it is open again."""
    require(may_comment(by, comment.version))
    first = _first(comment)
    if first.resolved_at is not None:
        reopen_comment(comment=first, by=by)
    return Comment.objects.create(
        version=first.version,
        clause=first.clause,
        about=first.about,
        answers=first,
        text=_said(text),
        author=by,
        written_at=at,
    )


@transaction.atomic
def resolve_comment(*, comment: Comment, by: Account, at: datetime) -> Comment:
    """Closes the thread; what was said stays. Whoever was first is named."""
    require(may_comment(by, comment.version))
    first = _first(comment)
    if first.resolved_at is None:
        first.resolved_by, first.resolved_at = by, at
        first.save()
    return first


@transaction.atomic
def reopen_comment(*, comment: Comment, by: Account) -> Comment:
    require(may_comment(by, comment.version))
    first = _first(comment)
    first.resolved_by = first.resolved_at = None
    first.save()
    return first


def _first(comment: Comment) -> Comment:
    pk = comment.answers_id or comment.pk
    found: Comment = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    return found


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise ValidationError({"text": _("Write what you want to say.")})
    return said
