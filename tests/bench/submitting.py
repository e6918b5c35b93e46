"""Submitting a request, against a bare view that inserts the same rows."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from policy.policies.choices import Gate, Outcome
from policy.policies.models import Decision, Reason, Version
from policy.searches.choices import Action, State
from policy.searches.models import ContentVersion, SearchRequest, Step
from tests.bench.measuring import Row, medians
from tests.policy.searches.office import Office, draft

ROUNDS = 60


@transaction.atomic
def bare(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads the request and writes what submitting writes, asking nothing and nobody.

    Its address stands for one that needs an account, so that both sides sign the person in.
    """
    asked = SearchRequest.objects.get(pk=pk)
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO searches_counter (year, last) VALUES (2000, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = searches_counter.last + 1 RETURNING last"
        )
        (last,) = cursor.fetchone()
    decision = Decision.objects.create(
        gate=Gate.SUBMIT,
        outcome=Outcome.PERMITTED,
        made_at=now,
        facts=KEPT["facts"],
        reason_count=len(KEPT["reasons"]),
    )
    decision.versions.add(*KEPT["versions"])
    Reason.objects.bulk_create(
        Reason(decision=decision, position=position, rule_id=rule, effect="allow", text=text)
        for position, (rule, text) in enumerate(KEPT["reasons"], 1)
    )
    ContentVersion.objects.create(request=asked, number=1, content=KEPT["content"], created_at=now)
    Step.objects.create(
        request=asked,
        action=Action.SUBMIT,
        before=State.DRAFT,
        after=State.IN_APPROVAL,
        actor_id=asked.requester_id,
        at=now,
        version=1,
        decision=decision,
    )
    asked.number, asked.version, asked.submitted_at = f"2000-{last:04d}", 1, now
    asked.state, asked.state_at = State.IN_APPROVAL, now
    asked.save()
    return redirect("health")


# What the bare view writes: copied from one real submission, so that the rows are as large.
KEPT: dict = {}

urlpatterns = [path("bare/<int:pk>/", bare, name="home"), path("", include("config.urls"))]


def rows(office: Office) -> list[Row]:
    client = Client()
    client.force_login(office.requester)
    with override_settings(ROOT_URLCONF=__name__):
        _keep(client, office)
        ours, theirs = _drafts(office), _drafts(office)
        times = medians(
            [
                lambda: _post(client, f"/requests/{next(ours)}/submit/"),
                lambda: _post(client, f"/bare/{next(theirs)}/"),
            ],
            ROUNDS,
        )
    return [
        Row(
            "submitting a request",
            f"{times[0]:.1f} ms",
            f"{times[1]:.1f} ms for a bare view with the same rows",
            f"{times[0] / times[1]:.2f}",
            "at most 1.5",
        )
    ]


def _drafts(office: Office) -> Iterator[int]:
    """The keys of new drafts, made before the clock starts."""
    return iter([draft(office).pk for _ in range(ROUNDS + 1)])


def _post(client: Client, address: str) -> None:
    answer = client.post(address)
    assert answer.status_code == 302, (address, answer.status_code)


def _keep(client: Client, office: Office) -> None:
    request = draft(office)
    _post(client, f"/requests/{request.pk}/submit/")
    decision = Step.objects.get(request=request, action=Action.SUBMIT).decision
    KEPT.update(
        facts=decision.facts,
        reasons=list(decision.reasons.values_list("rule_id", "text")),
        versions=list(Version.objects.all()),
        content=request.versions.get().content,
    )
