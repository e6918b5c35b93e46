import pytest

from audits.findings.patterns.laundering import AT_ONCE, find
from audits.findings.patterns.signs import form_of
from tests.audits.findings.patterns.writing import NOON, OCTOBER, SECOND, asked, ran
from tests.factories.lists import AgencyFactory
from tests.factories.personnel import PersonFactory

pytestmark = pytest.mark.django_db


def signs():
    return [(piece.words, piece.private) for one in find(OCTOBER) for piece in one.evidence]


NAMED = "The text names an outside agency."
WRITTEN_TO = "The text holds a mail address of another office."
FOREIGN = "The case number does not look like ours."
AT_THE_START = "Candidates were recorded within 10 seconds of the start of the search."


def test_agency_of_the_register_in_the_text_is_a_sign():
    AgencyFactory(name="Port Amity Police")
    request = asked(justification="Run this for port amity police, please, as they have no system.")

    (one,) = find(OCTOBER)

    assert (one.cause, one.person) == (f"request {request.pk}", request.requester)
    assert (one.unit, one.numbers) == (request.unit, {request.number})
    assert signs() == [(NAMED, "Port Amity Police")]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (
            "Run at the request of the Alder County Sheriff.",
            "at the request of the Alder County Sheriff",
        ),
        ("Asked by HSI to look.", "Asked by HSI"),
        ("Done as a favor to Larkspur PD this once.", "as a favor to Larkspur PD"),
        ("On behalf of the victim. The sheriff came later.", None),
        ("The icebox was open; the Sheriff of Nottingham is a film.", None),
    ],
)
def test_wish_from_outside_that_the_text_tells_is_a_sign(text, sign):
    asked(justification=text)

    assert signs() == ([(NAMED, sign)] if sign else [])


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a.b@larkspurpd.example", "larkspurpd.example"),
        ("a@sheriff.alder.example", "sheriff.alder.example"),
        ("A@FBI.GOV", "fbi.gov"),
        ("a@da.alder.example", "da.alder.example"),
        ("a@police.example", None),
        ("clerk@groceries.example", None),
    ],
)
def test_mail_address_of_another_office_is_a_sign_and_one_of_ours_or_of_a_shop_is_none(
    address, domain
):
    PersonFactory(email="someone@Police.example")
    asked(justification=f"The case file comes from {address}.")

    assert signs() == ([(WRITTEN_TO, domain)] if domain else [])


@pytest.mark.parametrize("field", ["answers", "attestations"])
def test_every_free_text_is_read(field):
    AgencyFactory(name="Port Amity Police")
    asked(**{field: {"source": "Port Amity Police", "sure": True, "times": 3}})

    assert signs() == [(NAMED, "Port Amity Police")]


def test_notes_of_the_operator_are_read():
    AgencyFactory(name="Port Amity Police")
    ran(asked(), notes="Sent to Port Amity Police.")

    assert signs() == [(NAMED, "Port Amity Police")]


def test_forms_of_case_numbers_are_told_apart_by_letters_digits_and_signs():
    forms = [form_of(number) for number in ("26-00417", "7-1", "NCS-2026/1", " AB 12")]

    assert forms == ["9-9", "9-9", "A-9/9", "A 9"]


def test_case_number_in_a_form_that_one_in_twenty_of_ours_do_not_have_is_a_sign():
    for number in range(20):
        asked(OCTOBER.since - SECOND, case_number=f"26-{number}")
    asked(case_number="NCS-1")

    assert signs() == [(FOREIGN, "NCS-1")]


def test_from_few_requests_nobody_knows_what_our_case_numbers_look_like():
    for number in range(19):
        asked(OCTOBER.since - SECOND, case_number=f"26-{number}")
    asked(case_number="NCS-1")

    assert signs() == []


@pytest.mark.parametrize(
    ("seconds", "candidates", "sign"),
    [(AT_ONCE - 1, 5, [(AT_THE_START, "")]), (AT_ONCE, 5, []), (AT_ONCE - 1, 0, [])],
)
def test_candidates_recorded_as_the_search_began_are_a_sign(seconds, candidates, sign):
    ran(asked(), NOON, recorded_at=NOON + seconds * SECOND, candidates=candidates)

    assert signs() == sign


def test_request_that_says_it_is_for_an_outside_agency_hides_nothing():
    AgencyFactory(name="Port Amity Police")
    asked(agency_is_outside=True, justification="For Port Amity Police.")

    assert signs() == []


def test_request_outside_of_the_span_is_not_looked_at():
    AgencyFactory(name="Port Amity Police")
    for at in (OCTOBER.since - SECOND, OCTOBER.until):
        asked(at, justification="For Port Amity Police.")

    assert signs() == []
