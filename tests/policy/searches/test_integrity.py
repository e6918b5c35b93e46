"""What nobody may store, with SQL as the application's own role, or by answers of another kind."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from policy.searches import actions
from policy.searches.choices import Disposition, State
from policy.searches.errors import Incomplete
from policy.searches.facts import facts_of
from policy.searches.models import ProbeImage, SearchRequest
from policy.searches.queries import visible_to
from tests.policy.searches.office import AT, Office, draft, fresh, png, request_in


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


def test_reopened_draft_is_its_requesters_alone(office: Office):
    request = request_in(State.APPROVED, office)
    actions.reopen(request=request, by=office.requester, at=AT, reason="Another case.")

    seen = {
        name: visible_to(getattr(office, name)).filter(pk=request.pk).exists()
        for name in ("requester", "supervisor", "captain", "examiner")
    }

    assert seen == {"requester": True, "supervisor": False, "captain": False, "examiner": False}
    assert SearchRequest.objects.filter(pk=request.pk, state=State.DRAFT).exists()


def test_request_without_a_lead_does_not_end_as_if_it_had_one(office: Office):
    request = request_in(State.NO_LEAD, office)

    with pytest.raises(Incomplete) as refused:
        actions.close(
            request=request, by=office.requester, at=AT, disposition=Disposition.CORROBORATED
        )

    assert set(refused.value.errors) == {"disposition"}
    assert fresh(request).state == State.NO_LEAD
