"""What stands in the way of an act: someone who was there before, the policy, one's own hat."""

import pytest
from django.test import Client

from policy.personnel.actions import revoke_certificate
from policy.personnel.choices import Role
from policy.personnel.models import Account, Certificate
from policy.policies.choices import Outcome
from policy.searches import actions
from policy.searches.choices import Finding, State, Verdict
from policy.searches.models import Approval, Review
from tests.factories.changes import give
from tests.policy.searches.office import (
    AT,
    Office,
    approve,
    fresh,
    request_in,
    submitted,
)
from tests.policy.searches.pages import signed_in, url, words

pytestmark = pytest.mark.usefixtures("office_hours")

LEAD = {"finding": Finding.LEAD, "candidate": "BK-1", "notes": "Ear."}


def client_of(office: Office, name: str) -> Client:
    return signed_in(getattr(office, name))


class TestTwoAtOnce:
    def test_second_supervisor_is_told_who_decided_and_loses_no_word(self, office: Office):
        request = submitted(office)
        approve(office, request)

        response = client_of(office, "captain").post(
            url("deny", request.pk), {"version": "1", "reason": "The image is too poor."}
        )

        assert response.status_code == 409
        assert f"approved by {office.supervisor.person}" in words(response)
        assert words(response, ".gh-typed") == "The image is too poor."
        assert fresh(request).state == State.APPROVED

    def test_approval_is_of_the_version_that_was_read(self, office: Office):
        request = request_in(State.APPROVED, office)
        actions.reopen(request=request, by=office.requester, at=AT, reason="Other camera.")
        actions.submit(request=request, by=office.requester, at=AT)

        response = client_of(office, "supervisor").post(
            url("approve", request.pk), {"version": "1"}
        )

        assert response.status_code == 409
        assert "it is now version 2, and you read version 1" in words(response)
        assert fresh(request).state == State.IN_APPROVAL

    def test_page_opened_too_late_says_where_the_request_stands(self, office: Office):
        request = request_in(State.DENIED, office)

        response = client_of(office, "supervisor").get(url("approve", request.pk))

        assert response.status_code == 403
        assert "The request is in the state “Denied”." in words(response)


def revoke_certificates(account: Account) -> None:
    for certificate in Certificate.objects.filter(person=account.person):
        revoke_certificate(
            by=None, certificate=certificate, on=AT.date(), reason="Issued in error.", at=AT
        )


def test_refusal_at_approval_shows_the_clause_and_leaves_the_request(office: Office):
    request = submitted(office)
    revoke_certificates(office.requester)

    response = client_of(office, "supervisor").post(
        url("approve", request.pk), {"version": "1"}, follow=True
    )

    decision = request.steps.last().decision
    assert response.redirect_chain == [(url("decision", request.pk, decision.pk), 302)]
    assert decision.outcome == Outcome.REFUSED
    assert words(response, ".gh-verdict__heading").startswith("Refused by clause 3 of “Notice")
    assert fresh(request).state == State.IN_APPROVAL


def test_refusal_at_the_run_shows_the_clause_and_leaves_the_approval(office: Office):
    request = request_in(State.APPROVED, office)
    revoke_certificates(office.examiner)

    response = client_of(office, "examiner").post(
        url("run", request.pk), {"demand.suitable_image": "on"}, follow=True
    )

    assert words(response, ".gh-verdict__heading").startswith("Refused by clause 3 of “Notice")
    assert "Someone for whom the clause does not stand in the way" in words(response)
    assert fresh(request).state == State.APPROVED


def with_role(account: Account, role: Role) -> Client:
    give(account, role)
    return signed_in(Account.objects.get(pk=account.pk))


def test_requester_who_is_a_supervisor_as_well_cannot_approve_own_request(office: Office):
    request = submitted(office)

    response = with_role(office.requester, Role.SUPERVISOR).post(
        url("approve", request.pk), {"version": "1"}
    )

    assert response.status_code == 403
    assert "Nobody approves their own request." in words(response)
    assert not Approval.objects.filter(verdict=Verdict.APPROVED).exists()


def test_requester_who_is_an_examiner_as_well_cannot_review_own_request(office: Office):
    request = request_in(State.IN_REVIEW, office)

    response = with_role(office.requester, Role.EXAMINER).post(url("review", request.pk), LEAD)

    assert response.status_code == 403
    assert "Nobody runs or reviews their own request." in words(response)
    assert not Review.objects.exists()
