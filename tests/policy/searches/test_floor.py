"""The product's floor: a search on a system that the register does not allow goes no further."""

from typing import Any

import pytest

from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import REGISTER
from policy.policies.models import Decision
from policy.searches import actions
from policy.searches.choices import Action, State
from policy.searches.models import SearchRequest
from policy.systems.choices import SystemStatus
from tests.factories.changes import set_status
from tests.policy.searches.office import (
    AT,
    SUITABLE,
    Office,
    draft,
    fresh,
    request_in,
    submitted,
)
from tests.policy.searches.pages import listed, sent, signed_in, url, words

pytestmark = pytest.mark.usefixtures("office_hours")

NOT_ALLOWED = [SystemStatus.PROHIBITED, SystemStatus.RETIRED]


def said_of(decision: Decision) -> Any:
    """What a kept decision says, and by what."""
    effects = [(reason.effect, reason.rule) for reason in decision.reasons.all()]
    return decision.outcome, effects, decision.to_permit


REFUSED = (Outcome.REFUSED, [(REGISTER, None)], [{"system.status": "allowed"}])


@pytest.mark.parametrize("status", NOT_ALLOWED)
def test_request_on_a_system_that_is_not_allowed_is_refused_and_kept(
    status: SystemStatus, office: Office
):
    request = draft(office)
    set_status(office.lacris, status)

    decision = actions.submit(request=request, by=office.requester, at=AT)

    assert fresh(request).state == State.REFUSED
    assert said_of(decision) == REFUSED
    assert decision.reasons.get().text.startswith(
        f"The register of systems has LACRIS as {status.label}."
    )


@pytest.mark.parametrize("status", NOT_ALLOWED)
def test_system_that_is_no_longer_allowed_stops_an_approval(status: SystemStatus, office: Office):
    request = request_in(State.IN_APPROVAL, office)
    set_status(office.lacris, status)

    decision = actions.approve(request=request, by=office.supervisor, at=AT, version=1)

    assert said_of(decision) == REFUSED
    assert (fresh(request).state, request.approvals.count()) == (State.IN_APPROVAL, 0)


@pytest.mark.parametrize("status", NOT_ALLOWED)
def test_system_that_is_no_longer_allowed_stops_a_run(status: SystemStatus, office: Office):
    request = request_in(State.APPROVED, office)
    set_status(office.lacris, status)

    decision = actions.run(request=request, by=office.examiner, at=AT, attestations=SUITABLE)

    assert said_of(decision) == REFUSED
    assert fresh(request).state == State.APPROVED


def test_what_was_searched_is_still_compared_and_told(office: Office):
    request = request_in(State.IN_REVIEW, office)
    set_status(office.lacris, SystemStatus.RETIRED)
    candidate = {"finding": "lead", "candidate": "BK-100", "notes": "The ear agrees."}
    actions.review(request=request, by=office.examiner, at=AT, **candidate)

    decision = actions.release(request=request, by=office.examiner, at=AT)

    assert (decision.gate, decision.outcome) == (Gate.RELEASE, Outcome.PERMITTED)


def test_clause_that_refuses_is_the_reason_and_the_change_names_the_status(office: Office):
    request = submitted(office, system=office.clearview)

    decision = request.steps.get(action=Action.SUBMIT).decision

    assert REGISTER not in {reason.effect for reason in decision.reasons.all()}
    assert {change["system.status"] for change in decision.to_permit} == {"allowed"}


def test_panel_of_the_form_says_it_while_it_is_filled_in(office: Office):
    request = draft(office)
    set_status(office.lacris, SystemStatus.PROHIBITED)

    page = signed_in(office.requester).post(url("preview", request.pk), sent(office, "case"))

    said = page.content.decode()
    assert "Would be refused" in said
    assert "The register of systems has LACRIS as prohibited." in said


def refused_by_register(office: Office) -> SearchRequest:
    set_status(office.lacris, SystemStatus.PROHIBITED)
    return submitted(office)


def test_page_of_the_decision_names_the_register_and_what_to_do(office: Office):
    request = refused_by_register(office)
    decision = request.steps.get(action=Action.SUBMIT).decision

    page = signed_in(office.requester).get(url("decision", request.pk, decision.pk))

    said = words(page)
    assert "The register of systems has LACRIS as prohibited." in said
    assert "Start a new request on a system that the register has as allowed." in said
    assert "write to the policy office" not in said
    assert listed(page, ".gh-panel .usa-list li")[0] == "the system is allowed in the register"


def test_system_that_is_allowed_again_is_where_it_would_be_permitted(office: Office):
    request = refused_by_register(office)
    set_status(office.lacris, SystemStatus.ALLOWED)

    page = signed_in(office.requester).get(url("detail", request.pk))

    assert "The same request would have been permitted on LACRIS" in words(page)
