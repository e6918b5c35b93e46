from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.language.conditions import (
    AllOf,
    Always,
    Among,
    AnyOf,
    Compare,
    Contains,
    IsYes,
    Not,
    Within,
)
from policy.language.parser import ConditionError, parse
from tests.harness.examples import times
from tests.policy.language.samples import VOCABULARY

OUTSIDE = IsYes("request.agency_is_outside")
CURRENT = IsYes("requester.certificate_current")
MINOR = IsYes("answer.minor")


def read(text):
    return parse(text, VOCABULARY)


def error_of(text):
    with pytest.raises(ConditionError) as error:
        read(text)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("true", Always(True)),
        ("!false", Not(Always(False))),
        ("answer.minor", MINOR),
        ("answer.minor != true", Compare("answer.minor", "!=", True)),
        ('system.ownership == "commercial"', Compare("system.ownership", "==", "commercial")),
        ("system.ownership=='commercial'", Compare("system.ownership", "==", "commercial")),
        ('request.legal_basis >= "cause"', Compare("request.legal_basis", ">=", "cause")),
        ("system.rate < 0.99", Compare("system.rate", "<", 0.99)),
        ("system.rate > -1e3", Compare("system.rate", ">", -1000.0)),
        ("system.rate <= .5", Compare("system.rate", "<=", 0.5)),
        ("requester.certificate_age > 365", Compare("requester.certificate_age", ">", 365)),
        ('request.date <= "2020-11-13"', Compare("request.date", "<=", "2020-11-13")),
        ('request.offense in ["arson", "fraud",]', Among("request.offense", ("arson", "fraud"))),
        ('"booking" in system.galleries', Contains("system.galleries", "booking")),
        (
            'system.galleries.all(g, g in ["booking"])',
            Within("system.galleries", ("booking",)),
        ),
        ("\n answer.minor\n", MINOR),
    ],
)
def test_text_becomes_tree(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\"b\\c\nd"', 'a"b\\c\nd'),
        (r"'it\'s'", "it's"),
        ("'say \"hi\"'", 'say "hi"'),
        (r'"\t\r\a\b\f\v\?\`"', "\t\r\a\b\f\v?`"),
        (r'"\x41\u00e9\U0001F600\101"', "Aé😀A"),
        ('"&& || ! ( ["', "&& || ! ( ["),
    ],
)
def test_quoted_text_has_the_escapes_of_cel(text, value):
    assert read(f"system.name == {text}") == Compare("system.name", "==", value)


def test_whole_numbers_stay_whole_and_decimals_stay_decimals():
    whole, decimal = read("system.rate == 2"), read("system.rate == 2.0")

    assert (type(whole.value), type(decimal.value)) == (int, float)


def test_and_binds_tighter_than_or():
    text = "answer.minor || request.agency_is_outside && requester.certificate_current"

    assert read(text) == AnyOf((MINOR, AllOf((OUTSIDE, CURRENT))))


def test_not_binds_tighter_than_and():
    assert read("!answer.minor && request.agency_is_outside") == AllOf((Not(MINOR), OUTSIDE))


def test_parentheses_bind_tightest():
    text = "(answer.minor || request.agency_is_outside) && !(requester.certificate_current)"

    assert read(text) == AllOf((AnyOf((MINOR, OUTSIDE)), Not(CURRENT)))


def test_one_operator_makes_one_group_and_parentheses_another():
    flat = read("answer.minor && request.agency_is_outside && requester.certificate_current")
    nested = read("answer.minor && (request.agency_is_outside && requester.certificate_current)")

    assert flat == AllOf((MINOR, OUTSIDE, CURRENT))
    assert nested == AllOf((MINOR, AllOf((OUTSIDE, CURRENT))))


@pytest.mark.parametrize("digits", ["9" * 5_000, "1e400", "-1e16", "1000000000000001"])
def test_number_beyond_the_limit_is_refused_and_shortened(digits):
    message = error_of(f"system.rate == {digits}")

    assert message.startswith("line 1, column 16: system.rate: expected a number from -1,000,")
    assert len(message) < 200


def test_condition_of_a_hundred_thousand_parentheses_is_refused():
    assert error_of("(" * 100_000) == (
        "line 1, column 1: a condition has at most 10000 characters; this one has 100000"
    )


def test_nesting_is_limited_and_the_error_points_at_the_parenthesis_too_many():
    deepest = "(" * 30 + "answer.minor" + ")" * 30
    deeper = "answer.minor ||\n " + "(" * 31 + "answer.minor" + ")" * 31

    assert read(deepest) == MINOR
    assert error_of(deeper) == "line 2, column 32: parentheses are nested more than 30 deep"


def nested(depth):
    return "(answer.minor || " * depth + "answer.minor" + ")" * depth


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" && ".join(["answer.minor", "!answer.minor"] * 5_000), "at most 10000 characters"),
        (nested(200), "nested more than 30 deep"),
        ("!(" * 200 + "answer.minor" + ")" * 200, "nested more than 30 deep"),
        ("answer.minor || " * 600 + nested(200), "at most 10000 characters"),
    ],
)
def test_condition_too_large_or_too_deep_is_refused_in_less_than_a_second(text, message):
    start = process_time()

    told = error_of(text)

    assert message in told
    assert process_time() - start < 1


def test_parentheses_in_quoted_text_do_not_count_as_nesting():
    text = "(" * 40

    assert read(f'system.name == "{text}"') == Compare("system.name", "==", text)


def test_longest_condition_is_read():
    text = " && ".join(["answer.minor"] * 625)

    assert len(read(text).parts) == 625


WORDS = [
    "answer.minor",
    "system.rate",
    "request.offense",
    "in",
    "&&",
    "||",
    "==",
    '"arson"',
    ".all(",
]
PIECES = st.sampled_from(WORDS) | st.sampled_from("()[],!<=-3x'\\\n é")


def place_of_error(text):
    try:
        parse(text, VOCABULARY)
    except ConditionError as error:
        return error.line, error.column
    return None


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=20))
@settings(max_examples=times(5), deadline=None)
def test_any_text_is_a_condition_or_gives_an_error_with_a_place_within_it(text):
    places = {
        (number, column)
        for number, line in enumerate(text.split("\n"), start=1)
        for column in range(1, len(line) + 2)
    }

    assert place_of_error(text) in {None, *places}
