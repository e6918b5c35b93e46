"""Versions: who may see them, how they lived, and which stand in one another's way."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.choices import VersionState
from policy.policies.lifecycle import UNPUBLISHED
from policy.policies.models import Version, VersionQuerySet


@dataclass(frozen=True)
class Event:
    """Something that happened to a version; `code` is the state that it led to."""

    at: datetime
    title: str | Promise
    code: str
    by: str = ""
    text: str = ""


def visible_to(account: Account) -> VersionQuerySet:
    """The versions that `account` may see: what is not yet published is for a few."""
    versions = Version.objects.select_related("policy")
    if account.has_role(Role.POLICY_OFFICER, Role.AUDITOR):
        return versions
    return versions.exclude(state__in=UNPUBLISHED)


def timeline(version: Version) -> list[Event]:
    """What happened to `version`, oldest first, and what is still to come."""
    begun = version.in_force_from != version.in_force_until
    ended = version.ended_at is not None
    rows = (
        (version.created_at, _("Begun as a draft"), VersionState.DRAFT, version.author),
        (version.submitted_at, _("Sent to review"), VersionState.IN_REVIEW, None),
        (version.approved_at, _("Approved"), VersionState.APPROVED, version.approved_by),
        (version.published_at, _("Published"), VersionState.PUBLISHED, version.published_by),
        (version.in_force_from if begun else None, _("In force"), VersionState.PUBLISHED, None),
        (None if ended else version.in_force_until, _("End"), VersionState.EXPIRED, None),
        (version.ended_at, capfirst(version.get_state_display()), version.state, version.ended_by),
    )
    return [
        Event(
            at=at,
            title=title,
            code=code,
            by=by.display_name if by else "",
            text=version.end_reason if code == VersionState.WITHDRAWN else "",
        )
        for at, title, code, by in rows
        if at is not None
    ]


def follows(version: Version) -> Version | None:
    """The version of the same policy that takes over at the moment when `version` ends."""
    ends = version.in_force_until
    if ends is None:
        return None
    return others_in_the_way(version, ends, None).filter(in_force_from=ends).first()


def numbering(version: Version) -> dict[str, str]:
    """The clauses by their present names, each with the number of its place: 1, 2, 3 …"""
    names = version.clauses.values_list("identifier", flat=True)
    return {name: str(place) for place, name in enumerate(names, 1)}


def version_before(version: Version, versions: VersionQuerySet) -> Version | None:
    """The version of the same policy, among `versions`, with the next lower number."""
    earlier = versions.filter(policy=version.policy_id, number__lt=version.number)
    return earlier.order_by("-number").first()


def others_in_the_way(version: Version, begins: datetime, ends: datetime | None) -> VersionQuerySet:
    """The other versions of the same policy that are in force at some moment of the interval."""
    others = Version.objects.filter(policy=version.policy_id).exclude(pk=version.pk)
    return others.in_force_between(begins, ends)
