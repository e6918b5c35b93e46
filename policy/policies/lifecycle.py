"""The life of a version: the one table that the code, the trigger and the tests read."""

from policy.policies.choices import VersionState

TRANSITIONS: tuple[tuple[VersionState, VersionState], ...] = (
    (VersionState.DRAFT, VersionState.IN_REVIEW),
    (VersionState.IN_REVIEW, VersionState.DRAFT),
    (VersionState.IN_REVIEW, VersionState.APPROVED),
    (VersionState.APPROVED, VersionState.DRAFT),
    (VersionState.APPROVED, VersionState.PUBLISHED),
    (VersionState.PUBLISHED, VersionState.SUPERSEDED),
    (VersionState.PUBLISHED, VersionState.EXPIRED),
    (VersionState.PUBLISHED, VersionState.WITHDRAWN),
)

UNREVIEWED = (VersionState.DRAFT, VersionState.IN_REVIEW)
UNPUBLISHED = (*UNREVIEWED, VersionState.APPROVED)
ENDED = (VersionState.SUPERSEDED, VersionState.EXPIRED, VersionState.WITHDRAWN)


def may_become(before: str, after: str) -> bool:
    return (before, after) in TRANSITIONS
