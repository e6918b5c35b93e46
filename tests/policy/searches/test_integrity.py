"""What nobody may store, with SQL as the application's own role, or by answers of another kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from policy.personnel.choices import Role
from policy.policies.choices import Gate, Outcome
from policy.policies.models import Decision, Reason
from policy.searches import actions
from policy.searches.choices import Action, Disposition, Finding, State, Verdict
from policy.searches.editing import kept_content
from policy.searches.errors import Incomplete
from policy.searches.facts import facts_of
from policy.searches.models import (
    Approval,
    Closing,
    ContentVersion,
    Lead,
    ProbeImage,
    Review,
    Run,
    SearchRequest,
    Step,
)
from tests.factories.changes import take
from tests.factories.personnel import PersonFactory
from tests.policy.searches.office import (
    AT,
    Office,
    draft,
    fresh,
    png,
    request_in,
)


def sql(statement: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_end_of_an_approval_cannot_be_moved(office: Office):
    request = request_in(State.APPROVED, office)
    end = request.approved_until

    with pytest.raises(IntegrityError, match="end of an approval cannot be moved"):
        sql(
            "UPDATE searches_searchrequest SET approved_until = '2099-01-01' WHERE id = %s",
            request.pk,
        )

    assert fresh(request).approved_until == end


def test_old_approval_cannot_be_given_to_a_changed_request(office: Office):
    request = request_in(State.APPROVED, office)
    actions.reopen(request=request, by=office.requester, at=AT, reason="Another case.")
    actions.save_content(
        request=request, by=office.requester, at=AT, content={"case_number": "26-1"}
    )

    with pytest.raises(IntegrityError, match="kept as a version of its own"):
        sql("UPDATE searches_searchrequest SET state = 'in_approval' WHERE id = %s", request.pk)
    actions.submit(request=request, by=office.requester, at=AT)
    with pytest.raises(IntegrityError, match="only submitting makes a new version"):
        sql(
            "UPDATE searches_searchrequest SET version = 1, state = 'approved',"
            " approved_until = '2099-01-01' WHERE id = %s",
            request.pk,
        )

    assert (fresh(request).state, fresh(request).version) == (State.IN_APPROVAL, 2)


def test_probe_image_of_an_approved_request_cannot_be_swapped_or_removed(office: Office):
    request = request_in(State.APPROVED, office)
    image = request.probe_images.get()

    for statement in (
        "UPDATE searches_probeimage SET sha256 = 'other' WHERE id = %s",
        "UPDATE searches_probeimage SET replaced_at = now() WHERE id = %s",
        "DELETE FROM searches_probeimage WHERE id = %s",
    ):
        with pytest.raises(IntegrityError):
            sql(statement, image.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProbeImage.objects.create(
            request=request,
            file="probe/other.png",
            width=1,
            height=1,
            sha256="other",
            original_sha256="other",
            uploaded_by=office.requester.person,
            uploaded_at=AT,
            replaced_at=AT,
        )

    assert request.probe_images.get().sha256 == image.sha256


def test_probe_image_of_a_draft_is_replaced_and_the_old_one_kept(office: Office):
    request = draft(office)

    new = actions.attach_probe_image(
        request=request, by=office.requester, at=AT + timedelta(hours=1), upload=png((20, 20))
    )

    images = request.probe_images.order_by("uploaded_at")
    assert [image.replaced_at is None for image in images] == [False, True]
    assert images[1] == new


def test_answers_speak_for_the_request_alone_and_in_their_own_kind(office: Office):
    answers = {
        "system.true_positive_rate": 99.9,
        "requester.certificate_current": True,
        "request.agency_is_outside": False,
        "request.case_number_present": True,
        "request.subject_under_investigation": "yes",
        "answer.nobody_asks_this": True,
        "request.image_lawfully_obtained": True,
    }

    request = draft(office, answers=answers, case_number="", agency_is_outside=True)
    facts = facts_of(request, AT)

    assert "system.true_positive_rate" not in facts
    assert facts["requester.certificate_current"] is True
    assert facts["request.agency_is_outside"] is True
    assert facts["request.case_number_present"] is False
    assert "request.subject_under_investigation" not in facts
    assert "answer.nobody_asks_this" not in facts
    assert facts["request.image_lawfully_obtained"] is True


def test_request_without_a_lead_does_not_end_as_if_it_had_one(office: Office):
    request = request_in(State.NO_LEAD, office)

    with pytest.raises(Incomplete) as refused:
        actions.close(
            request=request, by=office.requester, at=AT, disposition=Disposition.CORROBORATED
        )

    assert set(refused.value.errors) == {"disposition"}
    assert fresh(request).state == State.NO_LEAD


# Impossible stories.


@contextmanager
def refused(match: str) -> Iterator[None]:
    """The database refuses what is written within, at the latest where the transaction ends."""
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def set_of(request: SearchRequest, **columns: Any) -> None:
    SearchRequest.objects.filter(pk=request.pk).update(**columns)


def decision(gate: Gate, outcome: Outcome = Outcome.PERMITTED, **more: Any) -> Decision:
    return Decision.objects.create(gate=gate, outcome=outcome, made_at=AT, facts={}, **more)


def step(request: SearchRequest, action: Action, after: State, actor: Any, **more: Any) -> Step:
    defaults = {"before": request.state, "version": request.version, "at": AT}
    return Step.objects.create(
        request=request,
        action=action,
        after=after,
        actor=actor and actor.person,
        **defaults | more,
    )


def test_request_begins_with_nothing_of_its_later_life(office: Office):
    begun = {"requester": office.requester.person, "unit": office.requester.person.unit}

    for column in ({"version": 1}, {"number": "2026-9"}, {"submitted_at": AT}):
        with refused("begins as a draft"):
            SearchRequest.objects.create(created_at=AT, state_at=AT, **begun, **column)


def test_requester_unit_and_beginning_stay(office: Office):
    request = draft(office)

    for column in (
        {"requester": office.supervisor.person},
        {"unit": office.outsider.person.unit},
        {"created_at": AT - timedelta(days=1)},
    ):
        with refused("requester of a request cannot be changed"):
            set_of(request, **column)


@pytest.mark.parametrize("content", [{}, {"system": "lacris"}, {"case_number": "OTHER"}])
def test_submission_keeps_the_very_content_of_the_request(content: Any, office: Office):
    request = draft(office)
    real = kept_content(request)
    kept = real | content if "case_number" in content else content

    with refused("does not hold its content"):
        ContentVersion.objects.create(request=request, number=1, content=kept, created_at=AT)
        step(
            request,
            Action.SUBMIT,
            State.IN_APPROVAL,
            office.requester,
            version=1,
            decision=decision(Gate.SUBMIT),
        )
        set_of(
            request,
            state=State.IN_APPROVAL,
            number="X",
            submitted_at=AT,
            state_at=AT,
            version=1,
        )


def test_request_goes_into_approval_only_by_a_step_with_a_permitting_decision(office: Office):
    request = draft(office)
    into = {"number": "X", "submitted_at": AT, "state_at": AT, "version": 1}
    submission = (request, Action.SUBMIT, State.IN_APPROVAL, office.requester)

    def version() -> None:
        content = kept_content(request)
        ContentVersion.objects.create(request=request, number=1, content=content, created_at=AT)

    with refused("no step leads request"):
        version()
        set_of(request, state=State.IN_APPROVAL, **into)
    with refused("no decision made at its gate"):
        step(*submission, version=1)
    with refused("no decision made at its gate"):
        step(*submission, version=1, decision=decision(Gate.APPROVE))
    with refused("goes where its decision does not lead"):
        step(*submission, version=1, decision=decision(Gate.SUBMIT, Outcome.REFUSED))
    with refused("goes where its decision does not lead"):
        undecided = decision(Gate.SUBMIT, Outcome.UNDECIDED)
        step(request, Action.SUBMIT, State.REFUSED, office.requester, version=1, decision=undecided)
    with refused("nothing that is kept shows the step submit"):
        step(*submission, version=1, decision=decision(Gate.SUBMIT))
    with refused("tells another state"):
        version()
        step(*submission, version=1, decision=decision(Gate.SUBMIT))

    assert fresh(request).state == State.DRAFT


def test_old_decision_carries_no_second_submission(office: Office):
    request = request_in(State.RETURNED, office)
    old = request.steps.get(action=Action.SUBMIT).decision

    with refused("step_decision_id|unique"):
        content = kept_content(request)
        ContentVersion.objects.create(request=request, number=2, content=content, created_at=AT)
        step(request, Action.SUBMIT, State.IN_APPROVAL, office.requester, version=2, decision=old)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.APPROVED, State.RUNNING),
        (State.RUNNING, State.IN_REVIEW),
        (State.RUNNING, State.NO_LEAD),
        (State.IN_REVIEW, State.NO_LEAD),
        (State.IN_APPROVAL, State.DENIED),
        (State.IN_APPROVAL, State.RETURNED),
        (State.LEAD_RELEASED, State.CLOSED),
        (State.APPROVED, State.WITHDRAWN),
    ],
)
def test_no_move_without_its_step(before: State, after: State, office: Office):
    request = request_in(before, office)

    with refused("no step leads request"):
        set_of(request, state=after, state_at=AT)


@pytest.mark.parametrize(
    ("before", "action", "after", "who", "gate"),
    [
        (State.IN_APPROVAL, Action.APPROVE, State.APPROVED, "supervisor", Gate.APPROVE),
        (State.IN_APPROVAL, Action.APPROVE, State.IN_APPROVAL, "supervisor", Gate.APPROVE),
        (State.IN_APPROVAL, Action.DENY, State.DENIED, "supervisor", None),
        (State.IN_APPROVAL, Action.RETURN, State.RETURNED, "supervisor", None),
        (State.APPROVED, Action.EXPIRE, State.EXPIRED, None, None),
        (State.APPROVED, Action.RUN, State.RUNNING, "examiner", Gate.RUN),
        (State.RUNNING, Action.RECORD, State.IN_REVIEW, "examiner", None),
        (State.RUNNING, Action.RECORD, State.NO_LEAD, "examiner", None),
        (State.IN_REVIEW, Action.REVIEW, State.IN_REVIEW, "examiner", None),
        (State.IN_REVIEW, Action.RELEASE, State.LEAD_RELEASED, "examiner", Gate.RELEASE),
        (State.IN_REVIEW, Action.CONCLUDE, State.NO_LEAD, "examiner", None),
        (State.NO_LEAD, Action.CLOSE, State.CLOSED, "requester", None),
        (State.DRAFT, Action.CREATE, State.DRAFT, "requester", None),
    ],
)
def test_no_step_without_the_row_that_shows_it(
    before: State, action: Action, after: State, who: str | None, gate: Gate | None, office: Office
):
    request = request_in(before, office)
    actor = getattr(office, who) if who else None

    with refused(f"nothing that is kept shows the step {action}"):
        step(request, action, after, actor, decision=decision(gate) if gate else None)


def test_step_is_one_of_the_request_as_it_stands_and_of_who_may(office: Office):
    request = request_in(State.IN_APPROVAL, office)

    with refused("is not one of request"):
        step(request, Action.CLOSE, State.CLOSED, office.requester, before=State.NO_LEAD)
    with refused("is not one of request"):
        step(request, Action.WITHDRAW, State.WITHDRAWN, office.requester, version=2)
    with refused("no step withdraw leads a request"):
        step(request, Action.WITHDRAW, State.DENIED, office.requester)
    with refused("not one of this person"):
        step(request, Action.WITHDRAW, State.WITHDRAWN, office.supervisor)
    with refused("not one of this person"):
        step(request, Action.DENY, State.DENIED, None)
    with refused("is not decided at a gate"):
        withdrawal = (request, Action.WITHDRAW, State.WITHDRAWN, office.requester)
        step(*withdrawal, decision=decision(Gate.SUBMIT))


@pytest.mark.parametrize("hours", [-1, 73, 24 * 365 * 900])
def test_approval_holds_no_longer_than_was_demanded(hours: int, office: Office):
    request = request_in(State.IN_APPROVAL, office)

    with refused("an approval of request .* holds for"):
        Approval.objects.create(
            request=request,
            version=1,
            approver=office.supervisor.person,
            verdict=Verdict.APPROVED,
            at=AT,
        )
        permit = decision(Gate.APPROVE)
        step(request, Action.APPROVE, State.APPROVED, office.supervisor, decision=permit)
        end = AT + timedelta(hours=hours)
        set_of(request, state=State.APPROVED, state_at=AT, approved_until=end)


def test_request_is_approved_only_with_every_approval_demanded(office: Office):
    request = request_in(State.IN_APPROVAL, office)

    with refused("needs 2 approvals"):
        Approval.objects.create(
            request=request,
            version=1,
            approver=office.supervisor.person,
            verdict=Verdict.APPROVED,
            at=AT,
        )
        permit = decision(Gate.APPROVE, requirements=[{"kind": "approval", "count": 2}])
        step(request, Action.APPROVE, State.APPROVED, office.supervisor, decision=permit)
        end = AT + timedelta(hours=1)
        set_of(request, state=State.APPROVED, state_at=AT, approved_until=end)


def test_approval_expires_when_it_ends_and_then_only_expires(office: Office):
    request = request_in(State.APPROVED, office)
    late = AT + timedelta(hours=73)

    with refused("nothing that is kept shows the step expire"):
        step(request, Action.EXPIRE, State.EXPIRED, None)
    with refused("approval of request .* ends at"):
        step(request, Action.WITHDRAW, State.WITHDRAWN, office.requester, at=late)
        set_of(request, state=State.WITHDRAWN, state_at=late)


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN, State.RETURNED])
def test_number_and_moment_of_submission_stay(state: State, office: Office):
    request = request_in(state, office)

    for column in ({"submitted_at": AT + timedelta(days=1)}, {"number": "2026-9"}):
        with refused("number of a request and when it was submitted cannot be changed"):
            set_of(request, **column)
    with refused("since when a request is in its state"):
        set_of(request, state_at=AT + timedelta(days=1))


def test_lead_is_one_that_an_examiner_found(office: Office):
    lead = {"notice": "A lead.", "released_by": office.examiner.person, "released_at": AT}

    for state in (State.IN_APPROVAL, State.IN_REVIEW):
        with refused("a lead is one that an examiner found"):
            Lead.objects.create(request=request_in(state, office), candidate="BK-100", **lead)


def test_closing_is_of_a_request_that_has_its_result(office: Office):
    closing = {"closed_by": office.requester.person, "closed_at": AT}

    for state, disposition in (
        (State.IN_APPROVAL, Disposition.NO_FURTHER_ACTION),
        (State.NO_LEAD, Disposition.CORROBORATED),
    ):
        with refused("a closing is of a request that has its result"):
            Closing.objects.create(
                request=request_in(state, office), disposition=disposition, **closing
            )


def test_version_is_kept_only_of_what_is_submitted(office: Office):
    request = request_in(State.APPROVED, office)

    with refused("only submitting makes a new version"):
        ContentVersion.objects.create(request=request, number=2, content={}, created_at=AT)


def test_only_accounts_with_the_role_approve_run_and_review(office: Office):
    in_approval = request_in(State.IN_APPROVAL, office)
    approved = request_in(State.APPROVED, office)
    in_review = request_in(State.IN_REVIEW, office)
    take(office.captain, Role.SUPERVISOR)
    run = {"request": approved, "system": office.lacris, "started_at": AT}

    with refused("only a supervisor approves"):
        Approval.objects.create(
            request=in_approval,
            version=1,
            approver=office.captain.person,
            verdict=Verdict.APPROVED,
            at=AT,
        )
    for person in (PersonFactory(), office.supervisor.person):
        with refused("only an examiner runs"):
            Run.objects.create(operator=person, **run)
        with refused("only an examiner reviews"):
            Review.objects.create(
                run=in_review.run, examiner=person, finding=Finding.NO_LEAD, notes="None.", at=AT
            )


def test_result_and_review_come_in_their_states(office: Office):
    approved = request_in(State.APPROVED, office)
    running = request_in(State.RUNNING, office)
    result = {"recorded_at": AT, "candidates": 1}

    with refused("a result is recorded of a search that is running"):
        Run.objects.create(
            request=approved,
            operator=office.examiner.person,
            system=office.lacris,
            started_at=AT,
            **result,
        )
    with refused("a run that is recorded cannot be changed"):
        Run.objects.filter(pk=running.run.pk).update(algorithm="Another")
    with refused("is running, not in review"):
        Review.objects.create(
            run=running.run,
            examiner=office.examiner.person,
            finding=Finding.NO_LEAD,
            notes="None.",
            at=AT,
        )


def test_decision_keeps_the_reasons_that_it_was_made_with(office: Office):
    made = request_in(State.REFUSED, office).steps.get(action=Action.SUBMIT).decision
    position = made.reasons.count() + 1

    for place, match in ((position, "the reasons that it was made with"), (1, "reason_placed")):
        with refused(match):
            Reason.objects.create(decision=made, position=place, effect="allow", text="Forged.")
