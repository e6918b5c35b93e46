import pytest

from audits.findings.patterns.found import Span
from audits.findings.patterns.repeat_targets import SAME_CASE, SAME_IMAGE, find
from policy.searches.choices import State
from tests.audits.findings.patterns.writing import (
    NOON,
    OCTOBER,
    SECOND,
    asked,
    led,
    pictured,
)
from tests.audits.reports.scopes import moment
from tests.factories.personnel import PersonFactory

pytestmark = pytest.mark.django_db

FACE = "f" * 64


def of_face(count=SAME_IMAGE, at=NOON, **fields):
    return [pictured(asked(at, **fields), FACE) for _ in range(count)]


def of_case(count=SAME_CASE, case="26-1", **fields):
    return [asked(case_number=case, **fields) for _ in range(count)]


def found(span=OCTOBER):
    return [(one.cause, one.numbers) for one in find(span)]


def numbers(requests):
    return {request.number for request in requests}


def test_face_asked_for_again_and_again_is_found():
    requests = of_face()

    (one,) = find(OCTOBER)

    assert (one.cause, one.numbers) == (f"image {FACE}", numbers(requests))
    assert one.what == "3 requests with the same probe image, and none ended with a lead."
    assert (one.person, one.unit, one.happened) == (None, None, NOON)


def test_it_is_about_the_requester_where_there_is_only_one():
    person = PersonFactory()
    of_face(requester=person)

    (one,) = find(OCTOBER)

    assert (one.person, one.unit) == (person, person.unit)


def test_case_asked_for_again_and_again_is_found_however_its_number_is_written():
    requests = [*of_case(2, " ab-1"), *of_case(2, "AB-1 ")]

    assert found() == [("case AB-1", numbers(requests))]


def test_one_fewer_says_nothing():
    of_face(SAME_IMAGE - 1)
    of_case(SAME_CASE - 1)

    assert found() == []


def test_group_in_which_one_ended_with_a_lead_is_not_found():
    led(of_face()[0])
    led(of_case()[-1])

    assert found() == []


def test_replaced_picture_does_not_count():
    of_face(SAME_IMAGE - 1)
    pictured(pictured(asked(), FACE, replaced_at=NOON), "a" * 64)

    assert found() == []


def test_requests_without_a_case_number_or_a_picture_have_nothing_in_common():
    of_case(case="  ")

    assert found() == []


def test_case_of_one_face_is_found_once_and_one_of_several_twice():
    one_face = [pictured(request, FACE) for request in of_case()]
    assert found() == [(f"image {FACE}", numbers(one_face))]

    other = asked(case_number="26-1")
    assert found() == [
        (f"image {FACE}", numbers(one_face)),
        ("case 26-1", numbers([*one_face, other])),
    ]


def test_draft_is_no_request():
    of_face(SAME_IMAGE - 1)
    pictured(asked(submitted_at=None, state=State.DRAFT), FACE)

    assert found() == []


def test_group_counts_from_its_beginning_and_is_found_where_its_last_request_lies():
    first = of_face(SAME_IMAGE - 1, moment(3, 1))
    last = of_face(1)

    assert found() == [(f"image {FACE}", numbers(first + last))]
    assert found(Span(NOON + SECOND, OCTOBER.until)) == []
    assert found(Span(OCTOBER.since, NOON)) == []
