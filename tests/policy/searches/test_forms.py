"""The forms of a request: what is kept, what is wrong, what is only missing."""

from typing import Any

import pytest

from policy.language.facts import Fact, Kind
from policy.policies.choices import LegalBasis, Offense, Purpose, SubjectRole
from policy.searches.choices import Finding
from policy.searches.forms.acts import CloseForm, DecideForm, RecordForm, ReviewForm, TurnDownForm
from policy.searches.forms.questions import field_for
from policy.searches.forms.reason import ReasonForm
from policy.searches.forms.steps import CaseForm, ImageForm, SystemForm
from tests.factories.systems import SystemFactory

CASE = {
    "case_number": "26-1",
    "offense": Offense.ARSON,
    "purpose": Purpose.IDENTIFY_SUSPECT,
    "subject_role": SubjectRole.SUSPECT,
    "legal_basis": LegalBasis.WARRANT,
}
pytestmark = pytest.mark.django_db

CHOICES = {"low": "low", "high": "high"}


def test_whole_step_is_kept_as_content():
    form = CaseForm(CASE | {"exigent": "on"})

    assert form.is_valid()
    assert form.content() == CASE | {"exigent": True, "offense_is_attempt": False}


def test_step_that_lacks_something_is_kept_with_blanks():
    form = CaseForm({"case_number": "26-1"})

    assert not form.is_valid()
    assert form.wrong() == set()
    assert form.content() == dict.fromkeys(CASE, "") | {
        "case_number": "26-1",
        "exigent": False,
        "offense_is_attempt": False,
    }


def test_wrong_value_is_not_kept_and_everything_else_is():
    form = CaseForm(CASE | {"offense": "heresy", "case_number": "2" * 61})

    assert form.wrong() == {"offense", "case_number"}
    assert form.content().keys() == (CASE.keys() | {"exigent", "offense_is_attempt"}) - form.wrong()
    assert form.errors["offense"] == [
        "“heresy” is not on the list, or no longer: choose one of the list."
    ]


def test_what_is_only_missing_is_forgiven_and_what_is_wrong_is_not():
    form = CaseForm({"case_number": "2" * 61})

    form.forgive_missing()

    assert set(form.errors) == {"case_number"}


def test_null_character_is_wrong():
    assert CaseForm(CASE | {"case_number": "26\x00"}).wrong() == {"case_number"}


def test_empty_image_step_keeps_no_image():
    assert ImageForm({}, {}).content() == {"media": "", "image_source": ""}


@pytest.mark.django_db
class TestSystemForm:
    def test_register_is_offered_with_the_allowed_first(self):
        SystemFactory(name="Ask", commercial=True)
        SystemFactory(name="Old", retired=True)
        SystemFactory(name="Zed")

        groups = list(SystemForm().fields["system"].choices)

        assert [(name, [label for _, label in systems]) for name, systems in groups[1:]] == [
            ("Allowed", ["Zed (Example Vendor)"]),
            ("Prohibited", ["Ask (Example Vendor)"]),
            ("Retired", ["Old (Example Vendor)"]),
        ]

    def test_prohibited_system_can_be_asked_for(self):
        system = SystemFactory(commercial=True)

        form = SystemForm({"system": system.pk, "agency_is_outside": "no"})

        assert form.is_valid()
        assert form.content() == {
            "system": system,
            "agency_is_outside": False,
            "agency": None,
            "agency_name": "",
        }

    def test_system_that_is_not_in_the_register_is_wrong(self):
        assert SystemForm({"system": "4711"}).wrong() == {"system"}

    def test_outside_agency_is_named(self):
        form = SystemForm({"system": SystemFactory().pk, "agency_is_outside": "yes"})

        assert form.errors == {"agency_name": ["Name the outside agency."]}
        assert form.wrong() == set()

    def test_name_of_an_agency_goes_when_the_search_is_for_the_department(self):
        form = SystemForm({"agency_is_outside": "no", "agency_name": "Elsewhere PD"})

        assert form.content()["agency_name"] == ""

    @pytest.mark.parametrize(("kept", "shown"), [(True, "yes"), (False, "no"), (None, None)])
    def test_kept_answer_is_shown_again(self, kept: bool | None, shown: str | None):
        content = {"system": None, "agency_is_outside": kept, "agency_name": ""}

        assert SystemForm.initial_of(content)["agency_is_outside"] == shown


ASKED = [
    (Kind.YES_NO, {}, "no", False),
    (Kind.CHOICE, CHOICES, "low", "low"),
    (Kind.ORDERED, CHOICES, "high", "high"),
    (Kind.SET, CHOICES, ["low", "high"], ["low", "high"]),
    (Kind.NUMBER, {}, "2.5", 2.5),
    (Kind.NUMBER, {}, "2", 2),
    (Kind.DAYS, {}, "30", 30),
    (Kind.DATE, {}, "2026-02-28", "2026-02-28"),
    (Kind.TEXT, {}, "a word", "a word"),
]


@pytest.mark.parametrize(("kind", "choices", "sent", "value"), ASKED)
def test_answer_is_a_value_that_its_fact_can_have(
    kind: Kind, choices: dict[str, str], sent: Any, value: Any
):
    fact = Fact("answer.it", kind, "the answer", choices)

    cleaned = field_for(fact).clean(sent)

    assert cleaned == value
    assert type(cleaned) is type(value)
    assert fact.fits(cleaned)


@pytest.mark.parametrize(("kind", "choices", "sent", "value"), ASKED)
def test_kept_answer_is_shown_as_it_was_sent(
    kind: Kind, choices: dict[str, str], sent: Any, value: Any
):
    fact = Fact("answer.it", kind, "the answer", choices)

    form = ReasonForm(initial={"answers": {"answer.it": value}}, asked=[fact])

    assert html_of(form) == html_of(ReasonForm({"ask.answer.it": sent}, asked=[fact]))


def html_of(form: ReasonForm) -> str:
    """The control alone, as the kept answer or the sent one fills it."""
    return form["ask.answer.it"].as_widget(attrs={"aria-invalid": None})


@pytest.mark.parametrize(
    ("kind", "choices", "sent"),
    [
        (Kind.YES_NO, {}, "maybe"),
        (Kind.CHOICE, CHOICES, "middle"),
        (Kind.SET, CHOICES, ["low", "middle"]),
        (Kind.NUMBER, {}, "many"),
        (Kind.NUMBER, {}, "1e300"),
        (Kind.NUMBER, {}, "nan"),
        (Kind.DAYS, {}, "1.5"),
        (Kind.DAYS, {}, "-1"),
        (Kind.DATE, {}, "2026-02-30"),
        (Kind.TEXT, {}, "\x00"),
    ],
)
def test_answer_that_the_fact_cannot_have_is_wrong(kind: Kind, choices: dict[str, str], sent: Any):
    form = ReasonForm(
        {"justification": "So.", "ask.answer.it": sent},
        asked=[Fact("answer.it", kind, "the answer", choices)],
    )

    assert form.wrong() == {"ask.answer.it"}
    assert form.content() == {"justification": "So.", "answers": {}, "attestations": {}}


def test_yes_or_no_is_asked_in_the_words_of_the_fact():
    fact = Fact("answer.minor", Kind.YES_NO, "age", yes="they are a minor", no="they are of age")

    assert field_for(fact).choices == [("yes", "They are a minor"), ("no", "They are of age")]


DEMANDS = {
    "attestations": [{"name": "lawful", "text": "It was lawfully obtained."}],
    "documents": [{"name": "form", "label": "the signed form"}],
}


def test_confirmations_and_documents_are_kept_by_name():
    sent = {"justification": "So.", "demand.lawful": "on", "demand.form": "F-17"}

    form = ReasonForm(sent, **DEMANDS)

    assert form.is_valid()
    assert form.content()["attestations"] == {"lawful": True, "form": "F-17"}


def test_confirmation_that_is_missing_says_who_asks_for_it():
    form = ReasonForm({"justification": "So."}, **DEMANDS)

    assert form.errors["demand.lawful"] == ["The policy in force asks you to confirm this."]
    assert form.content()["attestations"] == {}


def test_confirmation_that_is_not_asked_for_at_present_is_kept():
    form = ReasonForm({"justification": "So."}, initial={"attestations": {"lawful": True}})

    assert form.content()["attestations"] == {"lawful": True}


def test_confirmation_taken_back_is_not_kept():
    form = ReasonForm(
        {"justification": "So."}, initial={"attestations": {"lawful": True}}, **DEMANDS
    )

    assert form.content()["attestations"] == {}


def test_denial_gives_a_reason_and_an_approval_need_not():
    sent = {"version": "1", "reason": " "}

    assert TurnDownForm(sent).errors == {
        "reason": ["Say why, so that the requester knows what to do."]
    }
    assert DecideForm(sent).is_valid()


@pytest.mark.parametrize("sent", ["", "-1", "501", "2.5", "some"])
def test_number_of_candidates_is_whole_and_within_the_limit(sent: str):
    assert set(RecordForm({"candidates": sent}).errors) == {"candidates"}


@pytest.mark.parametrize(
    ("finding", "candidate", "error"),
    [
        (Finding.LEAD, "", ["A lead names its candidate."]),
        (Finding.NO_LEAD, "BK-1", ["Only a lead names a candidate. Clear this, or choose a lead."]),
        (Finding.LEAD, "BK-1", []),
        (Finding.UNSUITABLE, "", []),
    ],
)
def test_a_lead_and_only_a_lead_names_its_candidate(
    finding: Finding, candidate: str, error: list[str]
):
    form = ReviewForm({"finding": finding, "candidate": candidate, "notes": "Ear."})

    assert form.errors.get("candidate", []) == error


def test_closing_says_what_became_of_the_case():
    assert set(CloseForm({}).errors) == {"disposition"}


STATEMENT = Fact("answer.sure", Kind.YES_NO, "I have compared the images myself.")


def test_statement_of_a_policy_is_a_box_with_its_words():
    form = ReasonForm(statements=[STATEMENT])

    (field,) = form.asked_fields()
    assert (field.label, field.kind) == ("I have compared the images myself.", "checkbox")


def test_statement_that_is_confirmed_is_so():
    form = ReasonForm({"justification": "Why.", "ask.answer.sure": "on"}, statements=[STATEMENT])

    assert form.is_valid()
    assert form.content()["answers"] == {"answer.sure": True}


def test_statement_that_is_not_confirmed_is_not_known_and_holds_nobody_up():
    form = ReasonForm({"justification": "Why."}, statements=[STATEMENT])

    assert form.is_valid()
    assert form.content()["answers"] == {}


def test_statement_that_was_confirmed_is_shown_so():
    form = ReasonForm(initial={"answers": {"answer.sure": True}}, statements=[STATEMENT])

    assert form["ask.answer.sure"].value() is True
