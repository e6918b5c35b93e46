import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from audits.findings.choices import Kind, Source
from audits.findings.models import Finding
from audits.findings.patterns.looking import PATTERNS, look
from audits.findings.patterns.opening import open_for_patterns
from audits.findings.tasks import look_for_patterns
from policy.personnel.models import Person
from tests.audits.findings.patterns.writing import (
    NOON,
    OCTOBER,
    SECOND,
    approved,
    asked,
    pictured,
    ran,
)
from tests.factories.lists import AgencyFactory
from tests.factories.personnel import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def requester() -> Person:
    """Who asks three times for one face, without a certificate and for another agency."""
    person = PersonFactory()
    AgencyFactory(name="Port Amity Police")
    for number in range(3):
        request = asked(
            requester=person,
            justification=f"For Port Amity Police, their victim number {number} on the pier.",
        )
        pictured(request, "f" * 64)
        approved(NOON + number * SECOND, request=request)
    ran(request, NOON)
    return person


def looked(**changes):
    return look(**{"since": OCTOBER.since, "until": OCTOBER.until, "at": OCTOBER.until} | changes)


def test_every_pattern_is_looked_for_in_their_order(requester):
    assert [one.pattern for one in looked()] == [
        Kind.APPROVED_AFTER_USE,
        Kind.LAPSED_CERTIFICATE,
        Kind.REPEAT_TARGET,
        Kind.LAUNDERING,
        Kind.LAUNDERING,
        Kind.LAUNDERING,
    ]


def test_looking_twice_finds_the_same(requester):
    assert looked() == looked()


def test_nothing_later_than_now_is_looked_at(requester):
    assert looked(at=NOON) == []


def test_looking_only_reads(requester):
    before = looked()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
        again = looked()
        transaction.set_rollback(True)

    assert again == before


def test_what_is_found_names_nobody_and_no_request(requester):
    told = [text for one in looked() for text in (one.what, *(it.words for it in one.evidence))]
    names = [requester.name, requester.serial_number, requester.last_name, "2026-P"]

    assert [text for text in told if any(name in text for name in names)] == []


def test_number_of_queries_is_the_same_for_one_and_for_many(requester):
    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            looked()
        return len(queries)

    before = counted()
    for _ in range(5):
        ran(asked(), NOON)

    assert counted() == before


def test_each_becomes_a_finding_once_however_often_it_is_seen(requester):
    at = OCTOBER.until
    open_for_patterns(at=at)
    first = list(Finding.objects.order_by("pk").values_list("pk", "kind"))
    open_for_patterns(at=at)

    assert list(Finding.objects.order_by("pk").values_list("pk", "kind")) == first
    assert [kind for _, kind in first] == [one.pattern for one in looked()]
    lapsed = Finding.objects.get(kind=Kind.LAPSED_CERTIFICATE)
    assert (lapsed.source, lapsed.found_by, lapsed.opened_at) == (Source.PATTERN, None, at)
    assert (lapsed.happened_from, lapsed.happened_until) == (NOON, NOON)
    assert lapsed.evidence.count() == 1


def test_request_that_joins_a_group_later_becomes_evidence_of_its_finding(requester):
    open_for_patterns(at=OCTOBER.until)
    pictured(asked(requester=requester), "f" * 64)
    open_for_patterns(at=OCTOBER.until)

    assert Finding.objects.get(kind=Kind.REPEAT_TARGET).evidence.count() == 4


def test_all_patterns_open_findings_of_their_own_kind():
    assert set(PATTERNS) == {
        Kind.APPROVED_AFTER_USE,
        Kind.RAPID_APPROVALS,
        Kind.OFF_DUTY_APPROVAL,
        Kind.LAPSED_CERTIFICATE,
        Kind.VAGUE_REASONS,
        Kind.REPEAT_TARGET,
        Kind.LAUNDERING,
    }


def test_nightly_job_looks_at_the_last_year(requester):
    look_for_patterns(timestamp=0)

    assert Finding.objects.count() == len(looked())
