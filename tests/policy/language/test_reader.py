"""Sentences read back to conditions."""

from time import monotonic

import pytest
from hypothesis import given, settings

from policy.language.check import OPERATORS
from policy.language.conditions import (
    Among,
    Compare,
    ConditionError,
    Contains,
    IsYes,
    Not,
    Within,
)
from policy.language.english import as_english
from policy.language.evaluate import compile_condition
from policy.language.facts import Fact, Kind, Vocabulary
from policy.language.parser import parse
from policy.language.reader import parse_english
from policy.policies.vocabulary import VOCABULARY as REAL
from tests.harness.examples import times
from tests.policy.language import strategies
from tests.policy.language.samples import VOCABULARY

OUTSIDE = IsYes("request.agency_is_outside")

# Facts whose words no other fact shares: two sets of the same words cannot be told apart.
TOLD_APART = Vocabulary(fact for fact in REAL.values() if fact.known_from == "submit")


@given(
    strategies.conditions(VOCABULARY, texts=strategies.PLAIN_TEXTS),
    strategies.facts(VOCABULARY),
)
@settings(max_examples=times(4), deadline=None)
def test_sentence_is_read_back_to_what_answers_alike(condition, facts):
    sentence = as_english(condition, VOCABULARY)

    found = parse_english(sentence, VOCABULARY)

    assert as_english(found, VOCABULARY) == sentence
    answers = [compile_condition(one, VOCABULARY)(facts) for one in (condition, found)]
    assert answers[0] == answers[1], sentence


@given(
    strategies.conditions(TOLD_APART, texts=strategies.PLAIN_TEXTS), strategies.facts(TOLD_APART)
)
@settings(max_examples=times(1.5), deadline=None)
def test_sentence_over_the_whole_vocabulary_is_read_back_or_refused_never_misread(condition, facts):
    sentence = as_english(condition, REAL)

    found = read(sentence)

    if isinstance(found, str):
        assert "more than one way" in found, sentence
    else:
        answers = [compile_condition(one, REAL)(facts) for one in (condition, found)]
        assert answers[0] == answers[1], sentence


def read(sentence):
    try:
        return parse_english(sentence, REAL)
    except ConditionError as error:
        return str(error)


@pytest.mark.parametrize(
    "sentence",
    [
        "the request is for an outside agency",
        "The request is for an outside agency.",
        "When the request is for an outside agency",
        " the request is\n for an outside agency ",
    ],
)
def test_capital_period_line_breaks_and_the_word_when_mean_nothing(sentence):
    assert parse_english(sentence, VOCABULARY) == OUTSIDE


def test_opposite_is_read_by_its_own_words():
    sentence = "the request is for this department"

    assert parse_english(sentence, VOCABULARY) == Not(OUTSIDE)


def test_list_of_values_without_the_last_comma_is_read_all_the_same():
    sentence = "the request is for homicide, robbery or arson"

    found = parse_english(sentence, VOCABULARY)

    assert found == parse('request.offense in ["homicide", "robbery", "arson"]', VOCABULARY)


def test_date_is_read_as_pages_write_it_and_as_conditions_do():
    expected = parse('request.date < "2020-11-13"', VOCABULARY)

    for written in ("Nov. 13, 2020", "November 13, 2020", "2020-11-13"):
        sentence = f"the date of the request is before {written}"
        assert parse_english(sentence, VOCABULARY) == expected


@pytest.mark.parametrize(
    ("sentence", "complaint"),
    [
        (
            "the request is for an outside agncy",
            (
                "line 1, column 1: “the request is for an outside agncy” is not understood; did "
                "you mean “the request is for an outside agency”?"
            ),
        ),
        (
            "the request is for homicide, robbery, or arson; and\nthe system is loaned",
            (
                "line 2, column 1: “the system is loaned” is not understood; did you mean "
                "“the system is …”?"
            ),
        ),
        (
            "When either the request is for arson or nobody knows, and the system is commercial",
            "line 1, column 41: “nobody knows” is not understood",
        ),
        (
            (
                "the request is for arson and the system is commercial or the request is for "
                "this department"
            ),
            (
                "line 1, column 1: it is not clear how this belongs to the rest; write “either … "
                "or …”, “both … and …” or parentheses"
            ),
        ),
    ],
)
def test_what_is_not_understood_is_named_with_its_place(sentence, complaint):
    with pytest.raises(ConditionError) as raised:
        parse_english(sentence, VOCABULARY)

    assert str(raised.value) == complaint


def test_sentence_with_two_meanings_is_refused():
    twins = Vocabulary(
        [
            Fact("a.one", Kind.YES_NO, "one", yes="it is so", no="it is not so"),
            Fact("a.two", Kind.YES_NO, "two", yes="it is so", no="it is not so"),
        ]
    )

    with pytest.raises(ConditionError, match="more than one way"):
        parse_english("it is so", twins)


@pytest.mark.parametrize(
    "sentence",
    [
        "x" * 10_001,
        "(" * 5_000 + ")" * 5_000,
        "the system is commercial and " * 300,
        "either " * 1_400,
        "the system is commercial, " * 380,
        "the request is for " + "homicide, " * 900,
        "(the system is commercial and " * 150 + "x" + ")" * 150,
    ],
    ids=["long", "parentheses", "and", "either", "commas", "list", "nested"],
)
def test_huge_sentence_is_refused_in_less_than_two_seconds(sentence):
    begun = monotonic()

    with pytest.raises(ConditionError):
        parse_english(sentence, REAL)

    assert monotonic() - begun < 2


def leaves_over(fact):
    """A few leaves of every sort over a fact, with every one of its choices."""
    if fact.kind is Kind.YES_NO:
        return [IsYes(fact.name)]
    if fact.kind is Kind.SET:
        sets = [Contains(fact.name, code) for code in fact.choices]
        return [*sets, Within(fact.name, tuple(fact.choices)[:3])]
    values = tuple(fact.choices) or {Kind.TEXT: ("LACRIS", ""), Kind.DATE: ("2020-11-13",)}.get(
        fact.kind, (1, 2.5)
    )
    orders = [Compare(fact.name, order, values[0]) for order in OPERATORS[fact.kind][2:-1]]
    return [
        *(Compare(fact.name, "==", value) for value in values),
        *orders,
        Among(fact.name, values),
    ]


@pytest.mark.parametrize("group", sorted({name.partition(".")[0] for name in REAL}))
def test_every_clause_of_the_vocabulary_and_its_opposite_is_read_back(group):
    facts = [fact for fact in REAL.values() if fact.name.startswith(f"{group}.")]
    leaves = [leaf for fact in facts for leaf in leaves_over(fact)]
    conditions = [*leaves, *map(Not, leaves)]

    sentences = [as_english(condition, REAL) for condition in conditions]

    assert [as_english(parse_english(one, REAL), REAL) for one in sentences] == sentences
