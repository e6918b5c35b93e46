"""Versions: who may see them, how they lived, and which stand in one another's way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.choices import ReviewVerdict, VersionState
from policy.policies.lifecycle import ENDED, UNPUBLISHED
from policy.policies.models import (
    Decision,
    EventDeclaration,
    LapseWarning,
    Reviewer,
    Version,
    VersionQuerySet,
)

# How long the page of what is in force still tells of what has ended.
LATELY = timedelta(days=30)


VERDICTS = {
    ReviewVerdict.APPROVED: _("A reviewer approves"),
    ReviewVerdict.OBJECTED: _("A reviewer objects"),
}


@dataclass(frozen=True)
class Event:
    """Something that happened to a version; `code` is the state that it led to.

    `links` are those of its entry in a timeline, each with `url` and `link`, its words.
    """

    at: datetime
    title: str | Promise
    code: str
    by: str = ""
    text: str = ""
    links: tuple[dict[str, str], ...] = ()


def visible_to(account: Account) -> VersionQuerySet:
    """The versions that `account` may see: what is not yet published is for a few.

    A named reviewer sees the version from the moment when it is sent to review.
    """
    versions = Version.objects.select_related("policy")
    if account.has_role(Role.POLICY_OFFICER, Role.AUDITOR):
        return versions
    asked = Reviewer.objects.filter(
        version=OuterRef("pk"), round=OuterRef("review_round"), account=account
    )
    return versions.filter(~Q(state__in=UNPUBLISHED) | ~Q(state=VersionState.DRAFT) & Exists(asked))


def timeline(version: Version) -> list[Event]:
    """What happened to `version`, oldest first, and what is still to come."""
    begun = version.in_force_from != version.in_force_until
    ended = version.ended_at is not None
    rows = (
        (version.approved_at, _("Approved"), VersionState.APPROVED, version.approved_by),
        (version.published_at, _("Published"), VersionState.PUBLISHED, version.published_by),
        (version.in_force_from if begun else None, _("In force"), VersionState.PUBLISHED, None),
        (None if ended else version.in_force_until, _("End"), VersionState.EXPIRED, None),
        (version.ended_at, capfirst(version.get_state_display()), version.state, version.ended_by),
    )
    life = [
        Event(at, title, code, _name(by), version.end_reason if code in ENDED else "")
        for at, title, code, by in rows
        if at is not None
    ]
    made = Event(
        version.created_at, _("Begun as a draft"), VersionState.DRAFT, _name(version.author)
    )
    events = [made, *_reviews(version), *_declared(version), *life, *_warned(version)]
    return sorted(events, key=lambda event: event.at)


def _name(account: Account | None) -> str:
    return account.display_name if account else ""


def _reviews(version: Version) -> Iterator[Event]:
    """Each round of review with its verdicts."""
    reviewers = version.reviewers.select_related("account__person").order_by("round", "pk")
    for _round, named in groupby(reviewers, key=attrgetter("round")):
        asked = list(named)
        who = ", ".join(_name(reviewer.account) for reviewer in asked)
        text = gettext("Reviewers: %s") % who
        yield Event(asked[0].asked_at, _("Sent to review"), VersionState.IN_REVIEW, text=text)
        for reviewer in asked:
            if reviewer.decided_at and not _completes(reviewer, version):
                title = VERDICTS[ReviewVerdict(reviewer.verdict)]
                who = _name(reviewer.account)
                yield Event(reviewer.decided_at, title, reviewer.verdict, who, reviewer.reason)


def _completes(reviewer: Reviewer, version: Version) -> bool:
    """The approval that completes the quorum is told as the approval of the version."""
    who, when = version.approved_by_id, version.approved_at
    return (reviewer.account_id, reviewer.decided_at) == (who, when)


def _declared(version: Version) -> Iterator[Event]:
    found = EventDeclaration.objects.filter(version=version).select_related("declared_by__person")
    for declared in found:
        title, who = _("The event was declared"), _name(declared.declared_by)
        text = f"{declared.evidence} {_decided_meanwhile(declared)}".strip()
        at, code = declared.declared_at, VersionState.EXPIRED
        link = {"url": declared.link, "link": gettext("Where it can be read")}
        links = (link,) if declared.link else ()
        yield Event(at, title, code, who, text, links)


def _decided_meanwhile(declared: EventDeclaration) -> str:
    """How much was decided under the version after its event had come, before that was said."""
    made = Decision.objects.filter(
        versions=declared.version,
        made_at__gte=declared.occurred_at,
        made_at__lt=declared.declared_at,
    ).count()
    if not made:
        return ""
    return ngettext(
        "Since the event came, %(count)s decision was made under this version.",
        "Since the event came, %(count)s decisions were made under this version.",
        made,
    ) % {"count": made}


def _warned(version: Version) -> Iterator[Event]:
    """The warnings that an officer has acknowledged; the others are shown on their own."""
    for warning in version.lapse_warnings.select_related("acknowledged_by__person"):
        if warning.acknowledged_at:
            title = _("Warning of the lapse acknowledged")
            who = _name(warning.acknowledged_by)
            yield Event(warning.acknowledged_at, title, VersionState.EXPIRED, who)


def follows(version: Version) -> Version | None:
    """The version that takes over at the moment when `version` ends: the next one of its policy,
    or one of another policy that was published in its place."""
    ends, heir = version.in_force_until, version.replaced_by
    if ends is None:
        return None
    if heir and heir.in_force_from == ends and heir.in_force_until != ends:
        return heir
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


def replaceable_by(version: Version, at: datetime) -> VersionQuerySet:
    """The published versions of other policies that are not over, whose place it can take."""
    return (
        Version.objects.filter(
            Q(in_force_until__isnull=True) | Q(in_force_until__gt=at),
            state=VersionState.PUBLISHED,
            replaced_by=None,
        )
        .exclude(policy=version.policy_id)
        .select_related("policy")
        .order_by("policy__slug", "number")
    )


def ended_lately(at: datetime) -> VersionQuerySet:
    """What went out of force in the last days, other than by the next version of its policy."""
    ended = Version.objects.filter(
        state__in=ENDED, ended_at__gt=at - LATELY, ended_at__lte=at
    ).exclude(in_force_from=F("in_force_until"))
    others = ended.exclude(state=VersionState.SUPERSEDED, replaced_by=None)
    return others.select_related("policy", "ended_by__person").order_by("-ended_at")


def lapsing(begins: datetime, ends: datetime) -> list[Version]:
    """The versions that end after `begins` and by `ends` with nothing to follow them."""
    ending = Version.objects.filter(
        state=VersionState.PUBLISHED, in_force_until__gt=begins, in_force_until__lte=ends
    ).select_related("policy", "replaced_by")
    return [version for version in ending if follows(version) is None]


def warnings_open(version: Version | None = None) -> list[LapseWarning]:
    """The last warning of each version, or of this one, while nobody has acknowledged it.

    A version that something follows by now lapses no longer.
    """
    latest = LapseWarning.objects.order_by("version_id", "-pk").distinct("version_id")
    found = latest.select_related("version__policy", "version__replaced_by")
    if version is not None:
        found = found.filter(version=version)
    return [warning for warning in found if not warning.acknowledged_at and _holds(warning)]


def _holds(warning: LapseWarning) -> bool:
    version = warning.version
    if version.state == VersionState.PUBLISHED:
        return version.in_force_until == warning.lapses_at and follows(version) is None
    return version.state == VersionState.EXPIRED and warning.days == 0
