from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audits.findings.actions import close_finding, close_what_is_over, open_finding
from audits.findings.choices import Kind, Source, State
from audits.findings.errors import Conflict
from audits.findings.models import Finding
from policy.personnel.choices import Role
from policy.personnel.models import Account, Notice
from tests.factories.findings import FindingFactory
from tests.factories.personnel import AccountFactory
from tests.harness.threads import at_once

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def auditor(db) -> Account:
    return AccountFactory(roles=[Role.AUDITOR])


def find(cause: str = "waiting", at: datetime = AT, kind: Kind = Kind.NOT_SEALED) -> Finding:
    return open_finding(source=Source.WATCH, kind=kind, cause=cause, what="It waits.", at=at)


def close(finding: Finding, by: Account) -> Finding:
    return close_finding(
        finding=finding, disposition=State.EXPLAINED, reason="A test.", by=by, at=LATER
    )


@pytest.mark.django_db
def test_finding_is_opened_once_per_cause_and_those_who_can_do_something_are_told():
    first, again, other = find(), find(at=LATER), find("behind")

    assert (first, first != other) == (again, True)
    told = Notice.objects.filter(key=f"finding {first.pk}").values_list("role", "text", "link")
    assert sorted(told) == [
        (role, "trail not sealed: It waits.", first.get_absolute_url())
        for role in ("administrator", "auditor")
    ]


@pytest.mark.django_db(transaction=True)
def test_finding_that_two_come_upon_at_once_is_opened_once():
    first, second = at_once(find, find)

    assert first == second
    assert Finding.objects.count() == 1


def test_auditor_closes_a_finding_with_a_reason(auditor):
    finding = close(FindingFactory(), auditor)

    assert (finding.state, finding.closed_by, finding.closed_at) == (
        State.EXPLAINED,
        auditor,
        LATER,
    )
    assert finding.reason == "A test."


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
@pytest.mark.django_db
def test_nobody_but_an_auditor_closes_a_finding(role):
    with pytest.raises(PermissionDenied):
        close(FindingFactory(), AccountFactory(roles=[role]))

    assert Finding.objects.get().state == State.OPEN


def test_finding_is_closed_once(auditor):
    finding = close(FindingFactory(), auditor)

    with pytest.raises(Conflict, match="It is now: explained"):
        close(finding, auditor)


@pytest.mark.parametrize("kind", [Kind.TAMPERED, Kind.DRIFTED])
def test_fault_that_a_person_has_judged_is_not_found_again(auditor, kind):
    finding = close(find(kind=kind), auditor)

    assert find(at=LATER, kind=kind) == finding
    assert Finding.objects.count() == 1


def test_alarm_that_a_person_has_closed_is_found_again(auditor):
    finding = close(find(), auditor)

    again = find(at=LATER)

    assert (again.pk != finding.pk, again.state) == (True, State.OPEN)


@pytest.mark.django_db
def test_what_is_over_is_closed_by_the_clock_and_found_again_when_it_comes_back():
    over, still = find("waiting"), find("behind")

    close_what_is_over(kind=Kind.NOT_SEALED, still=["behind"], at=LATER)

    over.refresh_from_db()
    still.refresh_from_db()
    assert (over.state, over.closed_by, over.closed_at) == (State.OVER, None, LATER)
    assert still.state == State.OPEN
    assert find("waiting", at=LATER) != over


@pytest.mark.parametrize(
    "change",
    [
        {"what": "Nothing."},
        {"state": State.EXPLAINED},
        {"state": State.EXPLAINED, "state_at": LATER, "closed_at": LATER, "reason": "So."},
        {"state": State.OVER, "state_at": LATER, "closed_at": LATER, "reason": "So."},
    ],
)
@pytest.mark.django_db
def test_database_refuses_a_change_that_is_not_a_closing_with_person_and_reason(change):
    finding = FindingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(**change)


def test_database_refuses_a_change_of_a_closed_finding_and_any_deletion(auditor):
    finding = close(FindingFactory(), auditor)

    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(reason="Another.")
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        FindingFactory().delete()
