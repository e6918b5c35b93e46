"""A warning of a lapse in words: when, and what it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.policies.choices import Outcome
from policy.policies.models import LapseWarning


@dataclass(frozen=True)
class LapseInWords:
    """`relied` says how many decisions were made under the version, `left` what is in force after
    it."""

    warning: LapseWarning
    over: bool
    relied: str
    left: str


def lapse_in_words(warning: LapseWarning) -> LapseInWords:
    return LapseInWords(
        warning=warning,
        over=warning.days == 0,
        relied=_relied(warning.figures["decisions"]),
        left=_left(warning.figures["left"]),
    )


def _relied(decisions: Mapping[str, int]) -> str:
    total = sum(decisions.values())
    if not total:
        return _("No decision of the last 90 days was made under it.")
    words = ngettext(
        "%(total)s decision of the last 90 days was made under it: %(outcomes)s.",
        "%(total)s decisions of the last 90 days were made under it: %(outcomes)s.",
        total,
    )
    return words % {"total": total, "outcomes": _outcomes(decisions)}


def _outcomes(decisions: Mapping[str, int]) -> str:
    return ", ".join(
        f"{decisions[outcome]} {outcome.label}" for outcome in Outcome if outcome in decisions
    )


def _left(left: Any) -> str:
    if not left:
        return _("After it no policy is in force: every search is refused.")
    return _("After it these decide alone: %s.") % "; ".join(left)
