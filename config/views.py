"""The home page: what waits for the person who is signed in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audits.discovery.queries import imports_that_failed
from audits.trail.queries import sealings_waiting_for
from policy.changes.queries import waiting_for as changes_waiting_for
from policy.personnel.choices import Role, Track, Training
from policy.personnel.models import Account, Certificate, Notice, Person
from policy.personnel.queries import TRAINING_FOR, certificate_on, with_training
from policy.personnel.requests import Request
from policy.policies.choices import ReviewVerdict, VersionState
from policy.policies.models import Version
from policy.policies.queries import (
    asked_of,
    objected_to,
    versions_in_force,
    waiting_to_be_acknowledged,
    warnings_open,
)
from policy.policies.queries.waivers import waivers_to_decide
from policy.policies.wording import LapseInWords, lapse_in_words
from policy.searches.models import SearchRequest
from policy.searches.queries import Waiting, waiting_for

# How many rows of each group the home page shows, and when a certificate is said to end soon.
SHOWN = 5
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Group:
    """Requests that wait for the same thing; `more` of them stand in the list."""

    label: str
    rows: list[SearchRequest]
    more: bool


@dataclass(frozen=True)
class Standing:
    """How the person stands with the certificates that a role asks for."""

    purpose: str
    code: str
    label: str
    certificate: Certificate | None


@require_safe
def home(request: Request) -> HttpResponse:
    account, at = request.user, timezone.now()
    context = {
        "groups": [group for group in map(group_of, waiting_for(account)) if group.rows],
        "may_ask": account.has_role(Role.REQUESTER),
        "versions": versions_waiting_for(account),
        "unsigned": unsigned_by(account, at),
        "warnings": warnings_for(account),
        **notices_for(account),
        "waivers": waivers_to_decide(account, at),
        "changes": list(changes_waiting_for(account)),
        "sealings": list(sealings_waiting_for(account)),
        "failed_imports": list(imports_that_failed(account)[:SHOWN]),
        "in_force": versions_in_force(at),
        "training": training_of(account, at),
    }
    return render(request, "home.html", context)


def group_of(waiting: Waiting) -> Group:
    rows = list(waiting.requests[: SHOWN + 1])
    return Group(label=str(waiting.label), rows=rows[:SHOWN], more=len(rows) > SHOWN)


def versions_waiting_for(account: Account) -> list[Version]:
    """What a named reviewer has to review, what an officer can publish, what is objected to."""
    versions = Version.objects.select_related("policy")
    in_review = versions.filter(state=VersionState.IN_REVIEW)
    asked = asked_of(account).filter(verdict=ReviewVerdict.PENDING)
    waiting = [*in_review.filter(pk__in=asked.values("version"))]
    if account.has_role(Role.POLICY_OFFICER):
        waiting += in_review.filter(pk__in=objected_to().values("version"), author=account)
        waiting += versions.filter(state=VersionState.APPROVED)
    return waiting


def unsigned_by(account: Account, at: datetime) -> list[Version]:
    """What binds the person and waits for their signature."""
    return waiting_to_be_acknowledged(account.person, at) if account.person else []


def warnings_for(account: Account) -> list[LapseInWords]:
    """What is about to lapse, for the office that can do something about it."""
    if not account.has_role(Role.POLICY_OFFICER):
        return []
    return [lapse_in_words(warning) for warning in warnings_open()]


def notices_for(account: Account) -> dict[str, Any]:
    """The newest notices that `account` has not read."""
    notices = list(Notice.objects.unread_by(account)[: SHOWN + 1])
    return {"notices": notices[:SHOWN], "more_notices": len(notices) > SHOWN}


def training_of(account: Account, at: datetime) -> list[Standing]:
    if account.person is None:
        return []
    day = timezone.localdate(at)
    tracks = [track for role, track in TRAINING_FOR.items() if account.has_role(role)]
    return [standing_of(account.person, track, day) for track in tracks]


def standing_of(person: Person, track: Track, day: date) -> Standing:
    standing: Any = with_training(Person.objects.filter(pk=person.pk), day, track).get()
    training = Training(standing.training)
    certificate = certificate_on(person, day, track)
    if certificate and certificate.expires_on and certificate.expires_on - day <= SOON:
        return Standing(str(track.label), "expiring", _("ends soon"), certificate)
    return Standing(str(track.label), training, str(training.label), certificate)
