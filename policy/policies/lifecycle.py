"""The life of a version: the one table that code, trigger, pages and tests read."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import VersionState


class Action(TextChoices):
    """What is done to a version; the last two are done by the clock."""

    SEND_TO_REVIEW = "send_to_review", _("Send to review")
    APPROVE = "approve", _("Approve")
    OBJECT = "object", _("Object")
    TAKE_BACK = "take_back", _("Take back the objection")
    PUBLISH = "publish", _("Publish")
    RETURN = "return", _("Return to draft")
    DECLARE_EVENT = "declare_event", _("Declare the event")
    WITHDRAW = "withdraw", _("Withdraw")
    DISCARD = "discard", _("Discard")
    SUPERSEDE = "supersede", _("Supersede")
    EXPIRE = "expire", _("Expire")


@dataclass(frozen=True)
class Transition:
    """`action` moves a version from any of `before` to `after`; None is out of the register.

    With `may_stay` it can also leave the version where it is, until more of the same has happened.
    """

    action: Action
    before: tuple[VersionState, ...]
    after: VersionState | None
    may_stay: bool = False


S, A = VersionState, Action

TRANSITIONS: tuple[Transition, ...] = (
    Transition(A.SEND_TO_REVIEW, (S.DRAFT,), S.IN_REVIEW),
    Transition(A.APPROVE, (S.IN_REVIEW,), S.APPROVED, may_stay=True),
    Transition(A.OBJECT, (S.IN_REVIEW,), S.IN_REVIEW),
    Transition(A.TAKE_BACK, (S.IN_REVIEW,), S.APPROVED, may_stay=True),
    Transition(A.PUBLISH, (S.APPROVED,), S.PUBLISHED),
    Transition(A.RETURN, (S.IN_REVIEW, S.APPROVED), S.DRAFT),
    Transition(A.DECLARE_EVENT, (S.PUBLISHED,), S.EXPIRED, may_stay=True),
    Transition(A.WITHDRAW, (S.PUBLISHED,), S.WITHDRAWN),
    Transition(A.DISCARD, (S.DRAFT,), None),
    Transition(A.SUPERSEDE, (S.PUBLISHED,), S.SUPERSEDED),
    Transition(A.EXPIRE, (S.PUBLISHED,), S.EXPIRED),
)

BY_ACTION: dict[Action, Transition] = {row.action: row for row in TRANSITIONS}
BY_THE_CLOCK = frozenset({A.SUPERSEDE, A.EXPIRE})
BY_REVIEWERS = frozenset({A.APPROVE, A.OBJECT, A.TAKE_BACK})

# The moves of state that the database lets pass, in the order of the table.
MOVES: tuple[tuple[VersionState, VersionState], ...] = tuple(
    dict.fromkeys(
        (before, row.after)
        for row in TRANSITIONS
        for before in row.before
        if row.after not in (None, before)
    )
)

UNREVIEWED = (S.DRAFT, S.IN_REVIEW)
UNPUBLISHED = (*UNREVIEWED, S.APPROVED)
ENDED = (S.SUPERSEDED, S.EXPIRED, S.WITHDRAWN)


def actions_from(state: str) -> list[Action]:
    """What people can do to a version in `state`, in the table's order."""
    return [
        row.action for row in TRANSITIONS if state in row.before and row.action not in BY_THE_CLOCK
    ]
