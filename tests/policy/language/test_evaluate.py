import pytest

from policy.language.conditions import AllOf, AnyOf, IsYes, Not
from policy.language.evaluate import compile_condition, unknown_facts
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from tests.policy.language.samples import VOCABULARY

FIRST, SECOND = "answer.minor", "request.agency_is_outside"


def answer(text, **facts):
    named = {name.replace("__", "."): value for name, value in facts.items()}
    return compile_condition(parse(text, VOCABULARY), VOCABULARY)(named)


@pytest.mark.parametrize(
    ("first", "second", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_and_and_or_are_those_of_kleene(first, second, both, either):
    facts = {FIRST: first, SECOND: second}
    parts = (IsYes(FIRST), IsYes(SECOND))

    answers = [
        compile_condition(AllOf(parts), VOCABULARY)(facts),
        compile_condition(AnyOf(parts), VOCABULARY)(facts),
        compile_condition(Not(AllOf(parts)), VOCABULARY)(facts),
        compile_condition(Not(AnyOf(parts)), VOCABULARY)(facts),
    ]

    opposite = {True: False, False: True, None: None}
    assert answers == [both, either, opposite[both], opposite[either]]


@pytest.mark.parametrize(
    "text",
    [
        "answer.minor",
        "!answer.minor",
        "answer.minor != true",
        'system.name == ""',
        'system.name != "x"',
        '!(answer.squad in ["north"])',
        '"risk" in answer.reasons',
        'answer.reasons.all(r, r in ["risk"])',
        'request.legal_basis < "none"',
        "system.rate < 1",
    ],
)
@pytest.mark.parametrize("missing", [{}, "null"])
def test_condition_on_a_missing_fact_is_unknown(text, missing):
    facts = dict.fromkeys(VOCABULARY) if missing == "null" else {}

    assert compile_condition(parse(text, VOCABULARY), VOCABULARY)(facts) is None


def test_constants_need_no_facts():
    assert (answer("true"), answer("false"), answer("!false")) == (True, False, True)


@pytest.mark.parametrize(
    ("operator", "satisfied_by"),
    [
        ("<", ["none", "suspicion"]),
        ("<=", ["none", "suspicion", "cause"]),
        (">", ["warrant"]),
        (">=", ["cause", "warrant"]),
        ("==", ["cause"]),
        ("!=", ["none", "suspicion", "warrant"]),
    ],
)
def test_ordered_choices_compare_by_their_order_and_not_by_their_letters(operator, satisfied_by):
    condition = parse(f'request.legal_basis {operator} "cause"', VOCABULARY)
    reading = compile_condition(condition, VOCABULARY)

    answers = [
        code
        for code in VOCABULARY["request.legal_basis"].choices
        if reading({"request.legal_basis": code})
    ]

    assert answers == satisfied_by


def test_nothing_is_below_the_lowest_choice():
    text = 'request.legal_basis < "none"'

    assert answer(text, request__legal_basis="none") is False


@pytest.mark.parametrize(
    ("operator", "answers"),
    [
        ("<", (True, False, False)),
        ("<=", (True, True, False)),
        (">", (False, False, True)),
        (">=", (False, True, True)),
        ("==", (False, True, False)),
        ("!=", (True, False, True)),
    ],
)
def test_numbers_and_dates_compare_on_both_sides_of_the_boundary(operator, answers):
    rates = tuple(answer(f"system.rate {operator} 2", system__rate=n) for n in (1.5, 2.0, 3))
    dates = tuple(
        answer(f'request.date {operator} "2020-11-13"', request__date=day)
        for day in ("2020-11-12", "2020-11-13", "2021-01-01")
    )

    assert (rates, dates) == (answers, answers)


def test_set_contains_and_stays_within():
    galleries = ["booking", "open_source"]
    texts = [
        '"booking" in system.galleries',
        '"driver_license" in system.galleries',
        'system.galleries.all(g, g in ["booking"])',
        'system.galleries.all(g, g in ["open_source", "booking", "driver_license"])',
    ]

    answers = [answer(text, system__galleries=galleries) for text in texts]

    assert answers == [True, False, False, True]


def test_empty_set_is_known_and_has_nothing_outside_a_list():
    within, contains = (
        answer('system.galleries.all(g, g in ["booking"])', system__galleries=[]),
        answer('"booking" in system.galleries', system__galleries=[]),
    )

    assert (within, contains) == (True, False)


@pytest.mark.parametrize(
    ("text", "facts", "unknown"),
    [
        ("answer.minor && request.agency_is_outside", {}, {FIRST, SECOND}),
        ("answer.minor && request.agency_is_outside", {FIRST: True}, {SECOND}),
        ("answer.minor && request.agency_is_outside", {FIRST: False}, set()),
        ("answer.minor || request.agency_is_outside", {FIRST: True}, set()),
        ("answer.minor || request.agency_is_outside", {FIRST: False, SECOND: None}, {SECOND}),
        (
            'answer.minor || request.agency_is_outside && request.legal_basis >= "cause"',
            {FIRST: False, "request.legal_basis": "none"},
            set(),
        ),
        (
            'answer.minor || request.agency_is_outside && request.legal_basis >= "cause"',
            {"request.legal_basis": "none"},
            {FIRST},
        ),
        ("!(answer.minor || !request.agency_is_outside)", {SECOND: True}, {FIRST}),
    ],
)
def test_unknown_facts_are_those_that_leave_the_condition_open(text, facts, unknown):
    assert unknown_facts(parse(text, VOCABULARY), facts, VOCABULARY) == unknown


def test_vocabulary_without_the_fact_is_refused():
    condition = parse("answer.minor", VOCABULARY)

    with pytest.raises(KeyError, match=r"answer\.minor"):
        compile_condition(condition, Vocabulary())
