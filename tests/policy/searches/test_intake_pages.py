"""Filling in a request, step by step: nothing typed is lost, and the policy speaks meanwhile."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from policy.personnel.choices import PersonStatus
from policy.personnel.models import Person
from policy.policies.choices import Purpose
from policy.searches import actions
from policy.searches.choices import State
from policy.searches.images import MAX_BYTES
from policy.searches.models import SearchRequest
from tests.policy.searches.office import AT, Office, draft, fresh, lawful, png, request_in
from tests.policy.searches.pages import (
    errors,
    latest,
    listed,
    sent,
    signed_in,
    url,
    value_of,
    words,
)

pytestmark = pytest.mark.usefixtures("office_hours")

STEPS = ["system", "case", "image", "reason"]


@pytest.fixture
def client(office: Office) -> Client:
    return signed_in(office.requester)


def test_opening_the_form_makes_no_request(client: Client):
    response = client.get(url("new"))

    assert response.status_code == 200
    assert SearchRequest.objects.count() == 0


@pytest.mark.parametrize("go", ["next", "leave", "case"])
def test_sending_nothing_makes_no_request(go: str, client: Client):
    response = client.post(url("new"), {"step": "system", "go": go, "agency_name": ""})

    assert response.status_code == 200
    assert errors(response)[0].startswith("Search system")
    assert SearchRequest.objects.count() == 0


def test_wrong_system_is_named_and_makes_no_request(client: Client):
    response = client.post(url("new"), {"step": "system", "go": "next", "system": "987654"})

    assert "“987654” is not on the list, or no longer: choose one of" in errors(response)[0]
    assert SearchRequest.objects.count() == 0


def test_form_sent_twice_begins_one_request(client: Client, office: Office):
    key = value_of(client.get(url("new")), "form_key")
    form = sent(office, "system", form_key=key)

    answers = [client.post(url("new"), form).url for _ in range(2)]

    assert answers == [url("edit", latest().pk, "case")] * 2
    assert SearchRequest.objects.count() == 1


def test_form_sent_again_after_the_request_was_submitted_leads_to_it(
    client: Client, office: Office
):
    form = sent(office, "system", form_key="7a4f5d0e-6a43-4a5e-8a0e-0c8f3f0e2b11")
    client.post(url("new"), form)
    request = latest()
    actions.attach_probe_image(request=request, by=office.requester, at=AT, upload=png())
    actions.save_content(request=request, by=office.requester, at=AT, content=lawful(office))
    actions.submit(request=request, by=office.requester, at=AT)

    response = client.post(url("new"), form)

    assert response.url == url("detail", request.pk)
    assert SearchRequest.objects.count() == 1


def test_each_form_begins_a_request_of_its_own(client: Client, office: Office):
    for _ in range(2):
        key = value_of(client.get(url("new")), "form_key")
        client.post(url("new"), sent(office, "system", form_key=key))

    assert SearchRequest.objects.count() == 2


def test_whole_request_goes_from_the_first_step_to_approval(client: Client, office: Office):
    visited = [client.post(url("new"), sent(office, "system")).url]
    image = sent(office, "image", probe_image=png())
    for data in (sent(office, "case"), image, sent(office, "reason"), {}):
        visited.append(client.post(visited[-1], data).url)

    request = latest()
    assert visited == [
        url("edit", request.pk, "case"),
        url("edit", request.pk, "image"),
        url("edit", request.pk, "reason"),
        url("submit", request.pk),
        url("detail", request.pk),
    ]
    assert request.state == State.IN_APPROVAL


def test_refused_request_leads_to_the_clause_that_refuses_it(client: Client, office: Office):
    request = draft(office, system=office.clearview)

    response = client.post(url("submit", request.pk), follow=True)

    decision = request.steps.last().decision
    assert response.redirect_chain == [(url("decision", request.pk, decision.pk), 302)]
    assert words(response, ".gh-verdict__heading").startswith(
        "Refused by clause 1 of “Notice on face recognition, November 2020”"
    )
    assert words(response, ".gh-verdict blockquote") == (
        "No one may use a commercial third party's face-recognition service for department "
        "business. The county's system, LACRIS, which searches booking photos, is the only "
        "system that may be used."
    )
    assert "would have been permitted on LACRIS" in words(response)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_shows_what_was_kept_of_it(step: str, client: Client, office: Office):
    request = draft(office)
    expected = {
        name: str(value)
        for name, value in sent(office, step).items()
        if name not in ("step", "go") and not name.startswith("demand.")
    }

    response = client.get(url("edit", request.pk, step))

    assert {name: value_of(response, name) for name in expected} == expected


@pytest.mark.parametrize(("go", "to"), [("back", "system"), ("reason", "reason"), ("case", "case")])
def test_going_elsewhere_keeps_a_step_that_is_not_whole(
    go: str, to: str, client: Client, office: Office
):
    request = draft(office)

    response = client.post(
        url("edit", request.pk, "case"), {"step": "case", "case_number": "26-9", "go": go}
    )

    kept = fresh(request)
    assert response.url == url("edit", request.pk, to)
    assert (kept.case_number, kept.offense, kept.exigent) == ("26-9", "", False)


def test_leaving_keeps_the_step_and_goes_to_the_request(client: Client, office: Office):
    request = draft(office)

    response = client.post(
        url("edit", request.pk, "reason"), {"justification": "Later.", "go": "leave"}
    )

    assert response.url == url("detail", request.pk)
    assert fresh(request).justification == "Later."


def test_going_on_asks_for_what_is_missing_and_has_kept_the_rest(client: Client, office: Office):
    request = draft(office)

    response = client.post(
        url("edit", request.pk, "case"), sent(office, "case", offense="", case_number="26-9")
    )

    assert errors(response) == ["Offense: Choose one of the list."]
    assert value_of(response, "case_number") == "26-9"
    assert fresh(request).case_number == "26-9"


def test_wrong_value_is_named_stays_in_the_form_and_is_not_kept(client: Client, office: Office):
    request = draft(office)
    long = "9" * 61

    response = client.post(
        url("edit", request.pk, "case"),
        sent(office, "case", case_number=long, purpose=Purpose.DECEASED, go="back"),
    )

    assert errors(response) == [
        "Case number: Ensure this value has at most 60 characters (it has 61)."
    ]
    assert value_of(response, "case_number") == long
    kept = fresh(request)
    assert (kept.case_number, kept.purpose) == ("26-00417", Purpose.DECEASED)


def test_first_step_with_an_error_goes_on_in_the_same_draft(client: Client, office: Office):
    response = client.post(url("new"), sent(office, "system", agency_is_outside=""))

    request = latest()
    assert errors(response) == ["On whose behalf is the search?: Choose one of the list."]
    assert response.context["draft"] == request
    assert listed(response, f'form[action="{url("edit", request.pk, "system")}"]') != []


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("probe.jpg", b"GIF89a", "not a JPEG or PNG image"),
        ("probe.png", png((200, 200)).read()[:300], "damaged"),
        ("probe.jpg", b"\xff\xd8\xff" + b"0" * MAX_BYTES, "larger than the limit of 15.0"),
        ("empty.png", b"", "empty"),
    ],
)
def test_file_that_is_no_image_is_refused_and_the_rest_of_the_step_is_kept(
    name: str, content: bytes, error: str, client: Client, office: Office
):
    request = draft(office, image_source="")
    before = request.probe_images.get()

    response = client.post(
        url("edit", request.pk, "image"),
        sent(office, "image", probe_image=SimpleUploadedFile(name, content)),
    )

    assert [error in said for said in errors(response)] == [True]
    assert request.probe_images.get() == before
    assert fresh(request).image_source == sent(office, "image")["image_source"]


def test_image_is_kept_when_something_else_in_the_step_is_missing(client: Client, office: Office):
    request = actions.create(by=office.requester, at=AT)

    response = client.post(
        url("edit", request.pk, "image"), sent(office, "image", media="", probe_image=png())
    )

    assert errors(response) == ["Kind of image: Choose one of the list."]
    assert request.probe_images.count() == 1
    assert listed(response, ".gh-probe img") == [""]


def test_submitting_what_lacks_something_names_it_and_leads_there(client: Client, office: Office):
    request = draft(office, offense="", attestations={"lawful_source": True})

    response = client.post(url("submit", request.pk))

    assert response.status_code == 200
    assert errors(response) == ["Give the offense."]
    assert listed(response, f'.gh-errors a[href="{url("edit", request.pk, "case")}"]') != []
    assert fresh(request).state == State.DRAFT


def test_missing_confirmation_leads_to_the_reason(client: Client, office: Office):
    request = draft(office, attestations={"lawful_source": True, "follow_up": True})

    response = client.post(url("submit", request.pk))

    assert listed(response, f'.gh-errors a[href="{url("edit", request.pk, "reason")}"]') == [
        (
            "Confirm this: This request does not rest solely on anyone's religion, politics, "
            "social views, membership of a lawful organization, or protected trait."
        )
    ]


def test_submitting_twice_is_the_same_as_once(client: Client, office: Office):
    request = draft(office)

    answers = [client.post(url("submit", request.pk)) for _ in range(2)]

    assert [answer.url for answer in answers] == [url("detail", request.pk)] * 2
    assert fresh(request).version == 1


def test_submitting_a_request_that_is_not_there_is_not_found(client: Client):
    assert client.post(url("submit", 1)).status_code == 404


def test_submitting_asks_the_database_little(
    client: Client, office: Office, django_assert_num_queries: DjangoAssertNumQueries
):
    first, second = draft(office), draft(office)
    client.post(url("submit", first.pk))

    # The session, the account, its roles; the request under its lock, its image, the facts of
    # system and training, the versions in force; a decision with its versions and reasons, the
    # number, the content, the request, its step; the session; the edition of the lists. Four begin
    # or end a transaction.
    with django_assert_num_queries(21):
        client.post(url("submit", second.pk))


def test_unknown_step_is_not_found(client: Client, office: Office):
    assert client.get(url("edit", draft(office).pk, "weather")).status_code == 404


@pytest.mark.parametrize("page", ["edit", "submit"])
def test_someone_elses_draft_is_not_found(page: str, office: Office):
    request = draft(office)
    step = ["case"] if page == "edit" else []

    for method in ("get", "post"):
        call = getattr(signed_in(office.supervisor), method)
        assert call(url(page, request.pk, *step)).status_code == 404


def test_supervisor_cannot_edit_what_a_detective_was_sent_back(office: Office):
    request = request_in(State.RETURNED, office)

    response = signed_in(office.supervisor).post(
        url("edit", request.pk, "case"), {"case_number": "1"}
    )

    assert response.status_code == 403
    assert "Only the requester does this." in words(response)
    assert fresh(request).case_number == "26-00417"


def test_submitted_request_is_not_edited_and_the_page_says_why(client: Client, office: Office):
    request = request_in(State.IN_APPROVAL, office)

    response = client.get(url("edit", request.pk, "case"))

    assert response.status_code == 403
    assert "The request is in the state “In approval”." in words(response)


def test_edit_that_comes_after_the_submission_changes_nothing_and_loses_no_word(
    client: Client, office: Office
):
    request = request_in(State.IN_APPROVAL, office)

    response = client.post(
        url("edit", request.pk, "reason"), sent(office, "reason", justification="New grounds.")
    )

    assert response.status_code == 409
    assert "2026-0001 has moved on meanwhile: submitted by" in words(response)
    assert words(response, ".gh-typed") == "New grounds."
    assert fresh(request).justification == lawful(office)["justification"]


def test_person_who_does_not_serve_asks_for_nothing(client: Client, office: Office):
    Person.objects.filter(pk=office.requester.person_id).update(status=PersonStatus.ON_LEAVE)

    responses = [client.get(url("new")), client.post(url("new"), sent(office, "system"))]

    assert [response.status_code for response in responses] == [403, 403]
    assert SearchRequest.objects.count() == 0


def test_confirmations_are_asked_for_before_the_justification_is_written(
    client: Client, office: Office
):
    request = draft(office, justification="", case_number="", attestations={})

    response = client.get(url("edit", request.pk, "reason"))

    assert listed(response, ".usa-checkbox__label") == [
        (
            "This request does not rest solely on anyone's religion, politics, social views, "
            "membership of a lawful organization, or protected trait. required"
        ),
        "The probe image was lawfully obtained. required",
        "I will record what became of the lead, and whether it led to an arrest. required",
    ]
