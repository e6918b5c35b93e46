"""The home page: what waits for the person who is signed in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policy.personnel.choices import Role, Track, Training
from policy.personnel.models import Account, Certificate, Person
from policy.personnel.queries import TRAINING_FOR, certificate_on, with_training
from policy.personnel.requests import Request
from policy.policies.choices import VersionState
from policy.policies.models import Version
from policy.policies.queries import versions_in_force
from policy.policies.queries.waivers import waivers_to_decide
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
        "waivers": waivers_to_decide(account, at),
        "in_force": versions_in_force(at),
        "training": training_of(account, at),
    }
    return render(request, "home.html", context)


def group_of(waiting: Waiting) -> Group:
    rows = list(waiting.requests[: SHOWN + 1])
    return Group(label=str(waiting.label), rows=rows[:SHOWN], more=len(rows) > SHOWN)


def versions_waiting_for(account: Account) -> list[Version]:
    """The versions that a policy officer can approve or publish."""
    if not account.has_role(Role.POLICY_OFFICER):
        return []
    versions = Version.objects.select_related("policy")
    to_approve = versions.filter(state=VersionState.IN_REVIEW).exclude(author=account)
    return [*to_approve, *versions.filter(state=VersionState.APPROVED)]


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
