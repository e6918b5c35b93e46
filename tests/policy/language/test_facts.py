import pytest

from policy.language.facts import Fact, FactError, Kind, Vocabulary, check_facts
from tests.policy.language.samples import VOCABULARY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("request.agency_is_outside", True),
        ("request.offense", "arson"),
        ("request.legal_basis", "none"),
        ("system.galleries", []),
        ("system.galleries", ["booking", "open_source"]),
        ("system.rate", 0.98),
        ("system.rate", 10**15),
        ("requester.certificate_age", 30),
        ("request.date", "2020-02-29"),
        ("system.name", ""),
        ("system.name", None),
    ],
)
def test_value_of_its_kind_fits(name, value):
    check_facts({name: value}, VOCABULARY)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "request.agency_is_outside",
            "yes",
            "request.agency_is_outside: expected true or false, found 'yes'",
        ),
        (
            "request.agency_is_outside",
            1,
            "request.agency_is_outside: expected true or false, found 1",
        ),
        (
            "request.offense",
            "Arson",
            (
                'request.offense: expected one of "homicide", "robbery", "arson", "fraud",'
                " found 'Arson'"
            ),
        ),
        (
            "system.galleries",
            "booking",
            (
                'system.galleries: expected a list of any of "booking", "driver_license",'
                " \"open_source\", found 'booking'"
            ),
        ),
        (
            "answer.reasons",
            ["risk", 3],
            'answer.reasons: expected a list of any of "risk", "flight", found [\'risk\', 3]',
        ),
        (
            "request.date",
            "2021-02-29",
            "request.date: expected a date written as \"yyyy-mm-dd\", found '2021-02-29'",
        ),
        (
            "request.date",
            "20201113",
            "request.date: expected a date written as \"yyyy-mm-dd\", found '20201113'",
        ),
        (
            "system.name",
            "a\0",
            "system.name: expected text without null characters, found 'a\\x00'",
        ),
        ("system.name", 5, "system.name: expected text without null characters, found 5"),
        (
            "system.nme",
            "LACRIS",
            "system.nme: there is no such fact; did you mean system.name, system.rate?",
        ),
        ("zzz", 1, "zzz: there is no such fact"),
    ],
)
def test_error_names_fact_value_and_what_was_expected(name, value, message):
    with pytest.raises(FactError) as error:
        check_facts({name: value}, VOCABULARY)

    assert str(error.value) == message


@pytest.mark.parametrize("value", [True, float("nan"), float("inf"), 10**15 + 1, "3", [3]])
def test_number_is_a_finite_number_that_every_reading_compares_alike(value):
    with pytest.raises(FactError):
        check_facts({"system.rate": value}, VOCABULARY)


def test_long_value_is_shortened_in_the_error():
    with pytest.raises(FactError) as error:
        check_facts({"answer.squad": "x" * 5_000}, VOCABULARY)

    assert str(error.value) == (
        'answer.squad: expected one of "north", "south", found \'' + "x" * 59 + "…"
    )


@pytest.mark.parametrize(
    "name",
    [
        "ownership",
        "system.",
        "System.name",
        "a.b.c",
        "a.b__c",
        "a._b",
        "a.1b",
        "a.é",
        "a.b ",
        "a.in",
    ],
)
def test_fact_whose_name_some_reading_could_not_use_is_not_declared(name):
    with pytest.raises(ValueError, match="is not a name for a fact"):
        Fact(name, Kind.YES_NO, "label")


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.ORDERED, Kind.SET])
def test_choice_needs_choices(kind):
    with pytest.raises(ValueError, match=r"group\.fact needs a list of choices\."):
        Fact("group.fact", kind, "label")


def test_other_kinds_have_no_choices():
    with pytest.raises(ValueError, match="cannot have choices"):
        Fact("group.fact", Kind.TEXT, "label", {"a": "A"})


def test_phrase_for_yes_needs_a_phrase_for_no():
    with pytest.raises(ValueError, match="needs both phrases"):
        Fact("group.fact", Kind.YES_NO, "label", yes="it is so")


def test_extended_vocabulary_has_the_facts_of_both_and_leaves_the_first_alone():
    asked = Fact("answer.more", Kind.YES_NO, "More?")
    small = Vocabulary([VOCABULARY["system.name"]])

    extended = small.extended([asked])

    assert list(extended) == ["system.name", "answer.more"]
    assert list(small) == ["system.name"]


def test_name_is_declared_once():
    with pytest.raises(ValueError, match=r"The fact system\.name is declared twice\."):
        VOCABULARY.extended([VOCABULARY["system.name"]])


def test_fact_can_be_member_of_a_set():
    fact = VOCABULARY["system.ownership"]

    assert {fact, fact} == {fact}
