"""What a `require` rule asks for, one sentence part per kind of requirement."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.lists.choices import ListName
from policy.lists.queries import words_of
from policy.policies.choices import Party, RequirementKind
from policy.policies.wording.terms import (
    days_in_words,
    gate_done_in_words,
    hours_in_words,
    parties_in_words,
    record_in_words,
)

Details = Mapping[str, Any]


def requirement_in_words(kind: str, details: Details) -> str:
    """A requirement as an entry of a list: "2 approvals, within 24 hours"."""
    return _WORDS[RequirementKind(kind)](details)


def _approval(details: Details) -> str:
    count = details.get("count", 1)
    words = ngettext("%(n)d approval", "%(n)d approvals", count) % {"n": count}
    if by := _approver(details):
        several = _("%(approvals)s, each by someone %(by)s")
        one = _("%(approvals)s by someone %(by)s")
        words = (several if count > 1 else one) % {"approvals": words, "by": by}
    if "within_hours" not in details:
        return words
    time = hours_in_words(details["within_hours"])
    return _("%(approvals)s, within %(time)s") % {"approvals": words, "time": time}


def _approver(details: Details) -> str:
    parts = []
    if "rank" in details:
        grade = words_of(ListName.GRADE, details["rank"])
        parts.append(_("of at least the rank of %(rank)s") % {"rank": grade})
    if details.get("in_chain"):
        parts.append(_("in the requester's chain of command"))
    if others := details.get("independent_of"):
        parts.append(_("other than %(parties)s") % {"parties": parties_in_words(others)})
    return ", ".join(parts)


def _review(details: Details) -> str:
    count = details["examiners"]
    words = ngettext("comparison by %(n)d examiner", "comparison by %(n)d examiners", count) % {
        "n": count
    }
    if details.get("blind"):
        return _("%(review)s, each without knowing what the others found") % {"review": words}
    return words


def _attestation(details: Details) -> str:
    party = Party(details["by"]).label
    return _("%(party)s attests: “%(text)s”") % {"party": party, "text": details["text"]}


def _document(details: Details) -> str:
    return _("a document: %(label)s") % {"label": details["label"]}


def _expiry(details: Details) -> str:
    return _("the approval ends after %(time)s") % {"time": hours_in_words(details["hours"])}


def _after_the_fact(details: Details) -> str:
    time = hours_in_words(details["hours"])
    return _("approval after the fact, within %(time)s") % {"time": time}


def _notice(details: Details) -> str:
    words = _("notice to %(to)s, %(when)s: “%(text)s”")
    return words % {"to": details["to"], "text": details["text"], "when": _when(details)}


def _when(details: Details) -> str:
    if "before" in details:
        return _("before %(event)s") % {"event": gate_done_in_words(details["before"])}
    event = gate_done_in_words(details["after"])
    if "within_hours" not in details:
        return _("after %(event)s") % {"event": event}
    time = hours_in_words(details["within_hours"])
    return _("within %(time)s after %(event)s") % {"time": time, "event": event}


def _retention(details: Details) -> str:
    words = {
        "record": record_in_words(details["record"]),
        "floor": days_in_words(details.get("min_days", 0)),
        "ceiling": days_in_words(details.get("max_days", 0)),
    }
    if "max_days" not in details:
        return _("the %(record)s is kept for at least %(floor)s") % words
    if "min_days" not in details:
        return _("the %(record)s is kept for at most %(ceiling)s") % words
    return _("the %(record)s is kept for at least %(floor)s and at most %(ceiling)s") % words


_WORDS: dict[RequirementKind, Callable[[Details], str]] = {
    RequirementKind.APPROVAL: _approval,
    RequirementKind.REVIEW: _review,
    RequirementKind.ATTESTATION: _attestation,
    RequirementKind.DOCUMENT: _document,
    RequirementKind.EXPIRY: _expiry,
    RequirementKind.AFTER_THE_FACT: _after_the_fact,
    RequirementKind.NOTICE: _notice,
    RequirementKind.RETENTION: _retention,
}
