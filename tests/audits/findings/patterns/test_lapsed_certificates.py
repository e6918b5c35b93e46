from datetime import date

import pytest

from audits.findings.patterns.lapsed_certificates import find
from policy.personnel.models import Person
from tests.audits.findings.patterns.writing import NOON, OCTOBER, SECOND, asked, ran, trained
from tests.audits.reports.scopes import moment
from tests.factories.personnel import CertificateFactory, PersonFactory

pytestmark = pytest.mark.django_db


def found():
    return [one.cause for one in find(OCTOBER)]


def run_for(requester: Person, at=NOON, **fields):
    return ran(asked(at, requester=requester), at, **fields)


def test_requester_whose_certificate_ended_the_day_before_is_found():
    requester = trained(expires_on=date(2026, 10, 13))
    run = run_for(requester)

    (one,) = find(OCTOBER)

    assert (one.cause, one.person) == (f"run {run.pk} requester", requester)
    assert (one.unit, one.numbers) == (run.request.unit, {run.request.number})
    assert one.evidence[0].words == (
        "Whoever asked for the search held no certificate valid that day."
    )


def test_last_day_ends_at_midnight_on_the_clocks_of_the_department():
    requester = trained(expires_on=date(2026, 10, 14))
    run_for(requester, moment(10, 14, 23, 59, 59))
    late = run_for(requester, moment(10, 15, 0, 0, 0))

    assert found() == [f"run {late.pk} requester"]


def test_day_of_the_revocation_is_not_covered():
    requester = trained(revoked_on=date(2026, 10, 15))
    run_for(requester, moment(10, 14))
    late = run_for(requester, moment(10, 15))

    assert found() == [f"run {late.pk} requester"]


def test_operator_needs_the_certificate_of_an_examiner():
    run = run_for(trained(), operator=trained())

    (one,) = find(OCTOBER)

    assert (one.cause, one.person) == (f"run {run.pk} operator", run.operator)


def test_examiners_certificate_lets_its_holder_ask_as_well():
    run_for(trained(for_examiners=True))

    assert found() == []


def test_later_certificate_does_not_heal_the_day_of_the_run():
    requester = PersonFactory()
    run = run_for(requester)
    CertificateFactory(person=requester, issued_on=date(2026, 10, 15))

    assert found() == [f"run {run.pk} requester"]


def test_run_outside_of_the_span_is_not_looked_at():
    for at in (OCTOBER.since - SECOND, OCTOBER.until):
        run_for(PersonFactory(), at)

    assert found() == []
