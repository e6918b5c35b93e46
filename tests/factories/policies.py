"""Policies at any point of their life, by the actions alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.models import Decision, StandingAssurance, Version
from policy.policies.packs import Pack, read_pack, shipped_packs
from policy.searches.replays import make_replay, sign_off
from tests.factories.personnel import AccountFactory
from tests.harness.remembering import remembered

AT = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
LAPD_NOTICE = "lapd-notice-2020"


@cache
def shipped(slug: str) -> Pack:
    return read_pack(shipped_packs()[slug].read_text())


def policy_officer() -> Account:
    return AccountFactory(roles=[Role.POLICY_OFFICER])


def draft_policy(pack: str | Pack = LAPD_NOTICE, at: datetime = AT, author: Any = None) -> Version:
    """A draft of a pack, or of the shipped pack of that name."""
    return actions.import_pack(
        pack=_read(pack),
        by=author or policy_officer(),
        at=at,
    )


def policy_in_review(
    *args: Any, reviewers: Sequence[Account] | None = None, quorum: int = 1, **options: Any
) -> Version:
    """A version in review by `reviewers`, or by another policy officer."""
    version = draft_policy(*args, **options)
    return actions.send_to_review(
        version=version,
        by=version.author,
        at=version.created_at,
        reviewers=reviewers or [policy_officer()],
        quorum=quorum,
    )


def reviewers_of(version: Version) -> list[Account]:
    """Who was named to review `version`, in the order of naming."""
    named = version.reviewers.filter(round=version.review_round).order_by("pk")
    return [reviewer.account for reviewer in named.select_related("account")]


def approved_policy(*args: Any, approver: Account | None = None, **options: Any) -> Version:
    version = policy_in_review(*args, reviewers=[approver or policy_officer()], **options)
    (by,) = reviewers_of(version)
    _replay(version, by)
    return actions.approve(version=version, by=by, at=version.created_at)


def _replay(version: Version, by: Account) -> None:
    """Where anything was decided before, what the version would have changed is signed off."""
    if Decision.objects.exists():
        at = version.created_at
        period = {"begins": at - timedelta(days=365), "ends": at}
        sign_off(replay=make_replay(version=version, by=by, at=at, **period), by=by, at=at)


@remembered
def published_policy(
    *args: Any,
    in_force_from: datetime | None = None,
    in_force_until: datetime | None = None,
    **options: Any,
) -> Version:
    """A version published at `at` and, unless said otherwise, in force from then on."""
    version = approved_policy(*args, **options)
    return actions.publish(
        version=version,
        by=version.approved_by,
        at=version.created_at,
        in_force_from=in_force_from or version.created_at,
        in_force_until=in_force_until,
    )


def superseded_policy(pack: str | Pack = LAPD_NOTICE, at: datetime = AT) -> Version:
    version = published_policy(pack, at=at)
    published_policy(numbered(_read(pack), 2), at=at + timedelta(days=1))
    return Version.objects.get(pk=version.pk)


def expired_policy(pack: str | Pack = LAPD_NOTICE, at: datetime = AT) -> Version:
    version = published_policy(pack, at=at, in_force_until=at + timedelta(days=1))
    actions.settle_versions(at=at + timedelta(days=1))
    return Version.objects.get(pk=version.pk)


def withdrawn_policy(pack: str | Pack = LAPD_NOTICE, at: datetime = AT) -> Version:
    version = published_policy(pack, at=at)
    return actions.withdraw(
        version=version,
        by=version.author,
        at=at + timedelta(days=1),
        reason="The Board replaced it.",
    )


def standing_assurance(at: datetime = AT, **entries: Any) -> StandingAssurance:
    """One that says that no commercial service is ever searched, unless said otherwise."""
    entries = {
        "identifier": "never-commercial",
        "text": "No commercial service is ever searched.",
        "gates": ["run"],
        "never": 'system.ownership == "commercial"',
        "since": timezone.localdate(at),
    } | entries
    return actions.add_standing_assurance(by=policy_officer(), at=at, **entries)


def numbered(pack: Pack, number: int) -> Pack:
    """The same pack as another version."""
    return replace(pack, version=replace(pack.version, number=number))


def _read(pack: str | Pack) -> Pack:
    return shipped(pack) if isinstance(pack, str) else pack


VERSION_IN = {
    VersionState.DRAFT: draft_policy,
    VersionState.IN_REVIEW: policy_in_review,
    VersionState.APPROVED: approved_policy,
    VersionState.PUBLISHED: published_policy,
    VersionState.SUPERSEDED: superseded_policy,
    VersionState.EXPIRED: expired_policy,
    VersionState.WITHDRAWN: withdrawn_policy,
}


def fresh(version: Version) -> Version:
    return Version.objects.get(pk=version.pk)
