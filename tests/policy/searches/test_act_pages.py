"""What is done to a request by its pages: who may, what comes of it, what is in the way."""

from typing import Any

import pytest
from django.test import Client

from policy.searches import actions
from policy.searches.choices import Disposition, Finding, State
from tests.policy.searches.office import (
    AT,
    Office,
    compare,
    conclude,
    fresh,
    request_in,
    submitted,
)
from tests.policy.searches.pages import errors, signed_in, url, value_of, words

pytestmark = pytest.mark.usefixtures("office_hours")

PEOPLE = ("requester", "supervisor", "captain", "examiner")
REASON = {"version": "1", "reason": "Because."}
LEAD = {"finding": Finding.LEAD, "candidate": "BK-1", "notes": "Ear."}

# Page, the state in which it opens, who does it, what is sent, and the state that it leads to.
ACTS: list[tuple[str, State, str, dict[str, Any], State]] = [
    ("approve", State.IN_APPROVAL, "supervisor", {"version": "1"}, State.APPROVED),
    ("approve", State.IN_APPROVAL, "captain", {"version": "1"}, State.APPROVED),
    ("return", State.IN_APPROVAL, "supervisor", REASON, State.RETURNED),
    ("deny", State.IN_APPROVAL, "supervisor", REASON, State.DENIED),
    ("run", State.APPROVED, "examiner", {"demand.suitable_image": "on"}, State.RUNNING),
    ("record", State.RUNNING, "examiner", {"candidates": "3"}, State.IN_REVIEW),
    ("record", State.RUNNING, "examiner", {"candidates": "0"}, State.NO_LEAD),
    ("review", State.IN_REVIEW, "examiner", LEAD, State.IN_REVIEW),
    (
        "close",
        State.LEAD_RELEASED,
        "requester",
        {"disposition": Disposition.CORROBORATED},
        State.CLOSED,
    ),
    ("reopen", State.APPROVED, "requester", {"reason": "Wrong camera."}, State.DRAFT),
    ("withdraw", State.IN_APPROVAL, "requester", {"reason": "Solved."}, State.WITHDRAWN),
    ("revoke", State.APPROVED, "supervisor", {"reason": "Taken over."}, State.REVOKED),
]
STATE_OF = {page: state for page, state, _, _, _ in ACTS}
DOERS = {page: {actor for other, _, actor, _, _ in ACTS if other == page} for page in STATE_OF}
SUPERVISORS = {"supervisor", "captain"}
for page in ("return", "deny", "revoke", "close"):
    DOERS[page] |= SUPERVISORS
STRANGERS = [(page, who) for page in STATE_OF for who in PEOPLE if who not in DOERS[page]]


def client_of(office: Office, name: str) -> Client:
    return signed_in(getattr(office, name))


@pytest.mark.parametrize(("page", "state", "actor", "data", "after"), ACTS)
def test_each_page_does_its_act(
    page: str, state: State, actor: str, data: dict[str, Any], after: State, office: Office
):
    request = request_in(state, office)

    response = client_of(office, actor).post(url(page, request.pk), data)

    assert (response.status_code, response.url) == (302, url("detail", request.pk))
    assert fresh(request).state == after


@pytest.mark.parametrize(("page", "state", "actor", "data", "after"), ACTS)
def test_opening_a_page_does_nothing(
    page: str, state: State, actor: str, data: dict[str, Any], after: State, office: Office
):
    request = request_in(state, office)
    steps = request.steps.count()

    response = client_of(office, actor).get(url(page, request.pk))

    assert response.status_code == 200
    assert (fresh(request).state, request.steps.count()) == (state, steps)


@pytest.mark.parametrize(("page", "state", "actor", "data", "after"), ACTS)
def test_sending_twice_is_the_same_as_once(
    page: str, state: State, actor: str, data: dict[str, Any], after: State, office: Office
):
    request = request_in(state, office)
    client = client_of(office, actor)
    client.post(url(page, request.pk), data)
    steps = request.steps.count()

    response = client.post(url(page, request.pk), data)

    assert (response.status_code, response.url) == (302, url("detail", request.pk))
    assert (fresh(request).state, request.steps.count()) == (after, steps)


@pytest.mark.parametrize(("page", "stranger"), STRANGERS)
def test_nobody_else_does_it(page: str, stranger: str, office: Office):
    request = request_in(STATE_OF[page], office)
    client = client_of(office, stranger)

    answers = [client.get(url(page, request.pk)), client.post(url(page, request.pk), REASON)]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert fresh(request).state == STATE_OF[page]


def test_release_and_conclusion_are_for_who_has_compared(office: Office):
    request = request_in(State.IN_REVIEW, office)
    compare(office, request)

    early = client_of(office, "examiner2").post(url("release", request.pk))
    done = client_of(office, "examiner").post(url("release", request.pk))

    assert (early.status_code, done.status_code) == (403, 302)
    assert "Compare the candidates first" in words(early)
    assert fresh(request).state == State.LEAD_RELEASED


def test_search_without_a_lead_is_concluded_with_its_grounds(office: Office):
    request = request_in(State.IN_REVIEW, office)
    actions.review(
        request=request, by=office.examiner, at=AT, finding=Finding.NO_LEAD, notes="None agrees."
    )

    client_of(office, "examiner").post(url("conclude", request.pk), {"notes": "Too blurred."})

    assert fresh(request).state == State.NO_LEAD
    assert request.steps.last().reason == "Too blurred."


def test_release_page_shows_the_notice_and_the_candidate(office: Office):
    request = request_in(State.IN_REVIEW, office)
    compare(office, request)

    shown = words(client_of(office, "examiner").get(url("release", request.pk)))

    assert "This is an investigative lead, not an identification." in shown
    assert "BK-100" in shown


@pytest.mark.parametrize("page", ["deny", "return"])
def test_turning_down_needs_a_reason_and_keeps_the_page(page: str, office: Office):
    request = submitted(office)

    response = client_of(office, "supervisor").post(
        url(page, request.pk), {"version": "1", "reason": ""}
    )

    assert errors(response) == ["Reason: Say why, so that the requester knows what to do."]
    assert value_of(response, "version") == "1"
    assert fresh(request).state == State.IN_APPROVAL


@pytest.mark.parametrize(
    ("page", "state", "actor", "data", "field", "kept"),
    [
        ("record", State.RUNNING, "examiner", {"candidates": "501", "notes": "N"}, "notes", "N"),
        ("review", State.IN_REVIEW, "examiner", {**LEAD, "candidate": ""}, "notes", "Ear."),
        ("close", State.NO_LEAD, "requester", {"notes": "Cold."}, "notes", "Cold."),
        ("run", State.APPROVED, "examiner", {}, "csrfmiddlewaretoken", None),
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(
    page: str, state: State, actor: str, data: dict[str, str], field: str, kept: str, office: Office
):
    request = request_in(state, office)

    response = client_of(office, actor).post(url(page, request.pk), data)

    assert len(errors(response)) == 1
    assert kept is None or value_of(response, field) == kept
    assert fresh(request).state == state


def test_supervisor_outside_the_chain_does_not_even_find_it(office: Office):
    request = submitted(office)

    response = client_of(office, "outsider").post(url("approve", request.pk), {"version": "1"})

    assert response.status_code == 404


def test_examiner_who_has_compared_is_offered_the_end_and_not_another_comparison(office: Office):
    request = request_in(State.IN_REVIEW, office)
    compare(office, request)
    client = client_of(office, "examiner")

    answers = [client.get(url(page, request.pk)).status_code for page in ("review", "release")]

    assert answers == [403, 200]


def test_closed_search_without_a_lead_says_what_became_of_it(office: Office):
    request = request_in(State.IN_REVIEW, office)
    conclude(office, request)

    client_of(office, "supervisor").post(
        url("close", request.pk), {"disposition": Disposition.IDENTIFIED_OTHERWISE, "notes": "CCTV"}
    )

    closing = fresh(request).closing
    assert (closing.disposition, closing.notes) == (Disposition.IDENTIFIED_OTHERWISE, "CCTV")
