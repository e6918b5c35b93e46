"""Requests with chosen times, written around the application as the owner of the database could."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value

from audits.findings.patterns.found import Span
from audits.trail.models import Position
from policy.personnel.models import Account, Person
from policy.searches.choices import State, Verdict
from policy.searches.models import Approval, Lead, ProbeImage, Run, SearchRequest
from tests.audits.reports.scopes import moment
from tests.factories.personnel import CertificateFactory, PersonFactory
from tests.factories.searches import SearchRequestFactory

OCTOBER = Span(moment(10, 1), moment(11, 1))
NOON = moment(10, 14, 12)
SECOND = timedelta(seconds=1)

_numbers = count(1)


@contextmanager
def around_triggers() -> Iterator[None]:
    """What is written within is neither checked nor recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def asked(at: datetime = NOON, **fields: Any) -> SearchRequest:
    """A request that was submitted at `at`, and has ended since."""
    ended = {"state": State.CLOSED, "state_at": at, "submitted_at": at, "version": 1}
    number = f"2026-P{next(_numbers):05}"
    with around_triggers():
        return SearchRequestFactory(number=number, created_at=at, **ended | fields)


def approved(
    at: datetime = NOON,
    by: Person | None = None,
    request: SearchRequest | None = None,
    **fields: Any,
) -> Approval:
    given = {"version": 1, "verdict": Verdict.APPROVED, "reason": ""} | fields
    by = by or PersonFactory()
    request = request or asked(at)
    with around_triggers():
        return Approval.objects.create(request=request, approver=by, at=at, **given)


def ran(request: SearchRequest, at: datetime = NOON, **fields: Any) -> Run:
    """By someone trained for it, unless said otherwise."""
    operator = fields.pop("operator", None) or trained(for_examiners=True)
    with around_triggers():
        return Run.objects.create(
            request=request, system=request.system, operator=operator, started_at=at, **fields
        )


def trained(**fields: Any) -> Person:
    person: Person = CertificateFactory(**fields).person
    return person


def pictured(request: SearchRequest, sha256: str, **fields: Any) -> SearchRequest:
    with around_triggers():
        ProbeImage.objects.create(
            request=request,
            file="probe.png",
            width=12,
            height=16,
            sha256=sha256,
            original_sha256=f"{request.pk:064}",
            uploaded_by=request.requester,
            uploaded_at=request.created_at,
            **fields,
        )
    return request


def led(request: SearchRequest) -> None:
    with around_triggers():
        Lead.objects.create(
            request=request,
            candidate="BK-1",
            notice="Not an identification.",
            released_by=request.requester,
            released_at=request.created_at,
        )


def opened(request: SearchRequest, by: Account, at: datetime) -> None:
    """What the trail finds a look at the request by, without the entry itself."""
    number = next(_numbers)
    with around_triggers():
        Position.objects.create(
            index=number,
            entry_id=number,
            leaf=b"",
            at=at,
            account_id=by.pk,
            verb="viewed",
            kind="searches.SearchRequest",
            key=str(request.pk),
            request_id=request.pk,
            words=SearchVector(Value("")),
        )
