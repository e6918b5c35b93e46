"""The life of a version: the one table that code, trigger, pages and tests read."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import VersionState


class Action(TextChoices):
    """What a policy officer does to a version; the last two are done by the clock."""

    SEND_TO_REVIEW = "send_to_review", _("Send to review")
    APPROVE = "approve", _("Approve")
    PUBLISH = "publish", _("Publish")
    RETURN = "return", _("Return to draft")
    WITHDRAW = "withdraw", _("Withdraw")
    DISCARD = "discard", _("Discard")
    SUPERSEDE = "supersede", _("Supersede")
    EXPIRE = "expire", _("Expire")


@dataclass(frozen=True)
class Transition:
    """`action` moves a version from any of `before` to `after`; None is out of the register."""

    action: Action
    before: tuple[VersionState, ...]
    after: VersionState | None


S, A = VersionState, Action

TRANSITIONS: tuple[Transition, ...] = (
    Transition(A.SEND_TO_REVIEW, (S.DRAFT,), S.IN_REVIEW),
    Transition(A.APPROVE, (S.IN_REVIEW,), S.APPROVED),
    Transition(A.PUBLISH, (S.APPROVED,), S.PUBLISHED),
    Transition(A.RETURN, (S.IN_REVIEW, S.APPROVED), S.DRAFT),
    Transition(A.WITHDRAW, (S.PUBLISHED,), S.WITHDRAWN),
    Transition(A.DISCARD, (S.DRAFT,), None),
    Transition(A.SUPERSEDE, (S.PUBLISHED,), S.SUPERSEDED),
    Transition(A.EXPIRE, (S.PUBLISHED,), S.EXPIRED),
)

BY_ACTION: dict[Action, Transition] = {row.action: row for row in TRANSITIONS}
BY_THE_CLOCK = frozenset({A.SUPERSEDE, A.EXPIRE})

# The moves of state that the database lets pass, in the order of the table.
MOVES: tuple[tuple[VersionState, VersionState], ...] = tuple(
    (before, row.after) for row in TRANSITIONS if row.after for before in row.before
)

UNREVIEWED = (S.DRAFT, S.IN_REVIEW)
UNPUBLISHED = (*UNREVIEWED, S.APPROVED)
ENDED = (S.SUPERSEDED, S.EXPIRED, S.WITHDRAWN)


def actions_from(state: str) -> list[Action]:
    """What a policy officer can do to a version in `state`, in the table's order."""
    return [
        row.action for row in TRANSITIONS if state in row.before and row.action not in BY_THE_CLOCK
    ]
