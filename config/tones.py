"""The tone of a status: which of six looks a code takes wherever it is shown.

A tone never stands alone: `status_tag` puts an icon and the words beside it.
"""

from enum import StrEnum


class Tone(StrEnum):
    GOOD = "good"
    BAD = "bad"
    CAUTION = "caution"
    WAITING = "waiting"
    MOVING = "moving"
    QUIET = "quiet"


# Each tone's icon in the sprite of the design system.
ICONS = {
    Tone.GOOD: "check_circle",
    Tone.BAD: "highlight_off",
    Tone.CAUTION: "warning",
    Tone.WAITING: "schedule",
    Tone.MOVING: "autorenew",
    Tone.QUIET: "remove_circle",
}

CODES = {
    Tone.GOOD: (
        "permitted",
        "approved",
        "lead_released",
        "published",
        "allowed",
        "active",
        "current",
        "valid",
        "enforced",
        "allow",
        "except",
        "holds",
        "explained",
        "not_sustained",
    ),
    Tone.BAD: (
        "objected",
        "refused",
        "denied",
        "declined",
        "revoked",
        "prohibited",
        "suspended",
        "lapsed",
        "none_held",
        "forbid",
        "refuse",
        "fails",
        "failed_assurance",
        "open_finding",
        "sustained",
        "overdue",
        "severity_critical",
        "conflicting_requirements",
    ),
    Tone.CAUTION: (
        "returned",
        "undecided",
        "expired",
        "expiring",
        "on_leave",
        "require",
        "untestable",
        "not_proved",
        "never_fires",
        "always_overridden",
        "silent",
        "declared_otherwise",
        "disclosed",
        "granted",
        "severity_high",
    ),
    Tone.WAITING: (
        "submitted",
        "in_approval",
        "in_review",
        "pending",
        "not_yet",
        "open",
        "right_of_reply",
        "severity_moderate",
    ),
    Tone.MOVING: ("running", "under_review"),
}

_TONE_OF_CODE = {code: tone for tone, codes in CODES.items() for code in codes}


def tone_of(code: str) -> Tone:
    """The tone of a status code; a code that is not listed is quiet."""
    return _TONE_OF_CODE.get(code, Tone.QUIET)
