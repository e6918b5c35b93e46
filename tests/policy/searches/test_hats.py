"""Who may do what: every hat is a different head, in the code and in the database."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from policy.personnel.choices import PersonStatus, Role
from policy.personnel.models import Account, Person
from policy.policies.choices import Outcome
from policy.policies.packs import Pack, read_pack
from policy.searches import actions
from policy.searches.choices import Action, Finding, State, Verdict
from policy.searches.errors import Incomplete
from policy.searches.models import Approval, Review, Run
from policy.searches.permissions import may
from tests.factories.changes import give, take
from tests.factories.policies import published_policy
from tests.policy.searches.office import (
    AT,
    SUITABLE,
    Office,
    fresh,
    open_office,
    request_in,
    submitted,
)


def reload(account: Account) -> Account:
    return Account.objects.select_related("person__rank").get(pk=account.pk)


def test_requester_cannot_approve_own_request(office: Office):
    request = submitted(office)
    give(office.requester, Role.SUPERVISOR)

    with pytest.raises(PermissionDenied, match="Nobody approves their own request"):
        actions.approve(request=request, by=reload(office.requester), at=AT, version=1)

    assert fresh(request).state == State.IN_APPROVAL


def test_database_refuses_an_approval_by_the_requester(office: Office):
    request = submitted(office)

    with pytest.raises(IntegrityError, match="nobody approves"), transaction.atomic():
        Approval.objects.create(
            request=request,
            version=1,
            approver=office.requester.person,
            verdict=Verdict.APPROVED,
            at=AT,
        )

    assert request.approvals.count() == 0


def test_supervisor_outside_the_chain_cannot_approve(office: Office):
    request = submitted(office)

    with pytest.raises(PermissionDenied, match="not in the chain of command"):
        actions.approve(request=request, by=office.outsider, at=AT, version=1)


def test_database_refuses_an_approval_from_outside_the_chain(office: Office):
    request = submitted(office)

    with pytest.raises(IntegrityError, match="not in the requester's chain"), transaction.atomic():
        Approval.objects.create(
            request=request,
            version=1,
            approver=office.outsider.person,
            verdict=Verdict.APPROVED,
            at=AT,
        )


def test_a_supervisor_higher_in_the_chain_may_approve(office: Office):
    request = submitted(office)

    actions.approve(request=request, by=office.captain, at=AT, version=1)

    assert fresh(request).state == State.APPROVED


def test_a_supervisor_who_lost_the_role_cannot_approve(office: Office):
    request = submitted(office)
    take(office.supervisor, Role.SUPERVISOR)

    with pytest.raises(PermissionDenied, match="needs the role: Supervisor"):
        actions.approve(request=request, by=reload(office.supervisor), at=AT, version=1)


def test_a_suspended_supervisor_cannot_approve(office: Office):
    request = submitted(office)
    Person.objects.filter(account=office.supervisor).update(status=PersonStatus.SUSPENDED)

    with pytest.raises(PermissionDenied, match="not in active service"):
        actions.approve(request=request, by=reload(office.supervisor), at=AT, version=1)


def test_requester_cannot_run_own_request(office: Office):
    request = request_in(State.APPROVED, office)
    give(office.requester, Role.EXAMINER)

    with pytest.raises(PermissionDenied, match="Nobody runs or reviews their own request"):
        actions.run(request=request, by=reload(office.requester), at=AT, attestations=SUITABLE)


def test_database_refuses_a_run_by_the_requester(office: Office):
    request = request_in(State.APPROVED, office)

    with pytest.raises(IntegrityError, match="nobody runs"), transaction.atomic():
        Run.objects.create(
            request=request,
            operator=office.requester.person,
            system=office.lacris,
            started_at=AT,
        )


def test_database_refuses_a_run_on_a_system_that_was_not_approved(office: Office):
    request = request_in(State.APPROVED, office)

    with pytest.raises(IntegrityError, match="approved for another system"), transaction.atomic():
        Run.objects.create(
            request=request,
            operator=office.examiner.person,
            system=office.clearview,
            started_at=AT,
        )


def test_database_refuses_a_review_by_the_requester(office: Office):
    request = request_in(State.IN_REVIEW, office)

    with pytest.raises(IntegrityError, match="nobody reviews"), transaction.atomic():
        Review.objects.create(
            run=request.run,
            examiner=office.requester.person,
            finding=Finding.NO_LEAD,
            notes="None.",
            at=AT,
        )


def test_only_the_examiner_who_ran_it_records_the_result(office: Office):
    request = request_in(State.RUNNING, office)

    with pytest.raises(PermissionDenied, match="who started the search records"):
        actions.record_result(request=request, by=office.examiner2, at=AT, candidates=2)


def test_an_examiner_without_a_certificate_is_refused_by_clause_3(office: Office):
    request = request_in(State.APPROVED, office)
    office.examiner.person.certificates.update(
        revoked_on=AT.date(), revocation_reason="Issued in error."
    )

    decision = actions.run(request=request, by=office.examiner, at=AT, attestations=SUITABLE)

    assert decision.outcome == Outcome.REFUSED
    assert "3" in {reason.rule.clause.identifier for reason in decision.reasons.all()}
    assert (fresh(request).state, Run.objects.count()) == (State.APPROVED, 0)


def test_examiners_who_disagree_release_nothing(office: Office):
    request = request_in(State.IN_REVIEW, office)
    for examiner, candidate in ((office.examiner, "BK-1"), (office.examiner2, "BK-2")):
        actions.review(
            request=request,
            by=examiner,
            at=AT,
            finding=Finding.LEAD,
            candidate=candidate,
            notes="Ear.",
        )

    with pytest.raises(Incomplete, match="do not agree on one lead"):
        actions.release(request=request, by=office.examiner, at=AT)

    assert fresh(request).state == State.IN_REVIEW


def test_may_gives_the_reason_why_not(office: Office):
    request = submitted(office)

    answer = may(office.outsider, Action.APPROVE, request, AT)

    assert str(answer.reason) == (
        f"You are not in the chain of command of {office.requester.person}."
    )


def test_approver_attests_what_the_policy_demands(db: None):
    office = open_office(packs=("lapd-notice-2020",))
    published_policy(demanding_attestation(), at=AT - timedelta(days=1))
    request = submitted(office)

    with pytest.raises(Incomplete) as missing:
        actions.approve(request=request, by=office.supervisor, at=AT, version=1)
    actions.approve(
        request=request, by=office.supervisor, at=AT, version=1, attestations={"read": True}
    )

    assert set(missing.value.errors) == {"read"}
    assert fresh(request).approvals.get().attestations == {"read": True}


def demanding_attestation() -> Pack:
    return read_pack(
        """
        [policy]
        slug = "attested-approval"
        title = "Attested approval"
        issuer = "A department"
        [version]
        number = 1
        [[clause]]
        id = "1"
        heading = "Read first"
        text = "Whoever approves has read the case file."
        enforcement = "evidenced"
        [[rule]]
        id = "1-read"
        clause = "1"
        gate = "approve"
        effect = "require"
        when = "true"
        [[rule.requirement]]
        kind = "attestation"
        name = "read"
        text = "I have read the case file."
        by = "approver"
        """
    )
