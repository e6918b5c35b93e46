"""What submitting does: the three prohibited cases, the lawful one, and what is missing."""

from typing import Any

import pytest

from policy.policies.choices import Outcome
from policy.searches import actions
from policy.searches.choices import Action, State
from policy.searches.errors import Incomplete
from policy.searches.models import ContentVersion
from tests.policy.searches.office import AT, Office, draft, fresh, open_office, submitted


@pytest.fixture
def office_2020(db: None) -> Office:
    """An office in which the notice of 2020 alone is in force."""
    return open_office(packs=("lapd-notice-2020",))


def clauses(request: Any) -> list[str]:
    decision = request.steps.get(action=Action.SUBMIT).decision
    return [reason.rule.clause.identifier for reason in decision.reasons.all()]


def test_commercial_service_is_refused_by_clause_1(office_2020: Office):
    request = submitted(office_2020, system=office_2020.clearview)

    assert request.state == State.REFUSED
    assert set(clauses(request)) == {"1"}


def test_outside_agency_is_refused_by_clause_2(office_2020: Office):
    request = submitted(office_2020, agency_is_outside=True, agency_name="Port Amity Police")

    assert (request.state, clauses(request)) == (State.REFUSED, ["2"])


def test_requester_without_a_certificate_is_refused_by_clause_3(office_2020: Office):
    office_2020.requester.person.certificates.update(
        revoked_on=AT.date(), revocation_reason="Issued in error."
    )

    request = submitted(office_2020)

    assert (request.state, clauses(request)) == (State.REFUSED, ["3"])


def test_lawful_request_goes_into_approval(office_2020: Office):
    request = submitted(office_2020)

    assert (request.state, request.number, request.version) == (
        State.IN_APPROVAL,
        "2026-0001",
        1,
    )


def test_refused_request_keeps_its_facts_and_what_would_permit_it(office: Office):
    request = submitted(office, system=office.clearview)
    decision = request.steps.get(action=Action.SUBMIT).decision

    assert decision.outcome == Outcome.REFUSED
    assert decision.facts["system.ownership"] == "commercial"
    assert decision.to_permit[0]["system.name"] == "LACRIS"


def test_submitting_freezes_what_was_submitted(office: Office):
    request = submitted(office)

    kept = ContentVersion.objects.get(request=request)

    assert (kept.number, kept.content["case_number"], kept.content["system"]) == (
        1,
        "26-00417",
        "lacris",
    )
    assert kept.content["probe_image"] == request.probe_images.get().sha256


def test_empty_draft_names_everything_that_is_missing(office: Office):
    request = actions.create(by=office.requester, at=AT)

    with pytest.raises(Incomplete) as missing:
        actions.submit(request=request, by=office.requester, at=AT)

    assert set(missing.value.errors) == {
        "system",
        "offense",
        "purpose",
        "legal_basis",
        "subject_role",
        "justification",
        "media",
        "image_source",
        "agency_is_outside",
        "probe_image",
    }
    assert fresh(request).state == State.DRAFT


def test_demanded_attestation_must_be_given(office: Office):
    request = draft(office, attestations={"lawful_source": True, "follow_up": True})

    with pytest.raises(Incomplete) as missing:
        actions.submit(request=request, by=office.requester, at=AT)

    assert set(missing.value.errors) == {"not_on_traits_alone"}


def test_fact_that_matters_and_is_unknown_must_be_told(db: None):
    office = open_office(packs=("lacris-member-policy",))
    request = draft(office, purpose="active_surveillance")

    with pytest.raises(Incomplete) as missing:
        actions.submit(request=request, by=office.requester, at=AT)

    assert set(missing.value.errors) == {"request.subject_under_investigation"}


def test_numbers_run_on_within_a_year(office: Office):
    numbers = [submitted(office).number for _ in range(3)]

    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]


def test_no_policy_in_force_refuses(db: None):
    office = open_office(packs=())

    request = submitted(office)

    assert request.state == State.REFUSED
