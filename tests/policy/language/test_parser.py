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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1: expected a fact, a value, “!” or “(”, found the end"),
        (
            "answer.minor &&\n  ",
            "line 1, column 16: expected a fact, a value, “!” or “(”, found the end",
        ),
        ("(answer.minor", "line 1, column 14: expected “)”, found the end"),
        ("answer.minor)", "line 1, column 13: expected the end, found “)”"),
        (
            "answer.minor\n  and true",
            (
                "line 2, column 3: expected a comparison, “in”, “&&”, “||” or the end, found “and”;"
                " write “&&” instead of “and”"
            ),
        ),
        (
            "not answer.minor",
            (
                "line 1, column 5: expected a comparison, “in”, “&&”, “||” or the end,"
                " found “answer.minor”; write “!” instead of “not”"
            ),
        ),
        (
            'system.name = "LACRIS"',
            "line 1, column 13: “=” has no meaning here; write “==” instead of “=”",
        ),
        (
            "answer.minor & true",
            "line 1, column 14: “&” has no meaning here; write “&&” instead of “&”",
        ),
        (
            "system.name == “LACRIS”",
            "line 1, column 16: curly quotes have no meaning here; write straight ones",
        ),
        (
            'system.name == "LACRIS',
            'line 1, column 16: the text that starts here has no closing "',
        ),
        (
            r'system.name == "a\q"',
            (
                r"line 1, column 18: \q means nothing in quoted text;"
                r' write \\ for \ and \" for "'
            ),
        ),
        (
            r'system.name == "\U00110000"',
            (
                r"line 1, column 17: \U00110000 means nothing in quoted text;"
                r' write \\ for \ and \" for "'
            ),
        ),
        (
            '!system.name == "LACRIS"',
            (
                "line 1, column 14: expected “&&”, “||” or the end, found “==”;"
                " to negate a comparison write !(…)"
            ),
        ),
        (
            "1 < system.rate",
            "line 1, column 3: expected “in”, found “<”; write the fact first and then the value",
        ),
        (
            "1 < system.rate < 3",
            "line 1, column 3: expected “in”, found “<”; write the fact first and then the value",
        ),
        (
            "system.name == null",
            (
                "line 1, column 16: expected a value, found “null”;"
                " an unknown fact has no value to compare with"
            ),
        ),
        (
            'system.name.startsWith("L")',
            (
                'line 1, column 24: expected a fact, found “"L"”;'
                " the only function is some.fact.all(item, item in […])"
            ),
        ),
        ("system.rate == 1 == 2", "line 1, column 18: expected “&&”, “||” or the end, found “==”"),
    ],
)
def test_syntax_error_says_where_and_what_was_expected(text, message):
    assert error_of(text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "request.offence == 3",
            (
                "line 1, column 1: request.offence: there is no such fact; did you mean"
                " request.offense?"
            ),
        ),
        (
            "request.offense > 3",
            (
                "line 1, column 17: > does not apply to request.offense, which is a choice;"
                " use one of ==  !=  in"
            ),
        ),
        (
            'request.offense == "homicde"',
            (
                'line 1, column 20: request.offense: expected one of "homicide", "robbery",'
                ' "arson", "fraud", found "homicde"; did you mean "homicide"?'
            ),
        ),
        (
            'request.offense in ["arson", "zzz"]',
            (
                'line 1, column 30: request.offense: expected one of "homicide", "robbery",'
                ' "arson", "fraud", found "zzz"'
            ),
        ),
        (
            "answer.squad",
            (
                "line 1, column 1: answer.squad is a choice and does not answer yes or no by"
                " itself; use one of ==  !=  in"
            ),
        ),
        (
            "answer.minor == 1",
            "line 1, column 17: answer.minor: expected true or false, found 1",
        ),
        (
            "answer.minor in [true]",
            (
                "line 1, column 1: answer.minor is a yes/no fact and is not looked up in a list;"
                " use one of ==  !="
            ),
        ),
        (
            'system.rate == "high"',
            (
                "line 1, column 16: system.rate: expected a number from -1,000,000,000,000,000 to"
                ' 1,000,000,000,000,000, found "high"'
            ),
        ),
        (
            'request.date > "2021-02-29"',
            (
                "line 1, column 16: request.date: expected a date written as"
                ' "yyyy-mm-dd", found "2021-02-29"'
            ),
        ),
        (
            'system.galleries == "booking"',
            (
                "line 1, column 18: == does not apply to system.galleries, which is a set of"
                ' choices; write "booking" in system.galleries or'
                ' system.galleries.all(item, item in ["…"])'
            ),
        ),
        (
            '"arson" in request.offense',
            "line 1, column 12: request.offense is a choice and not a set; use one of ==  !=  in",
        ),
        (
            'system.galleries.all(a, b in ["booking"])',
            (
                "line 1, column 25: expected a again, found b; write"
                ' system.galleries.all(item, item in ["…"])'
            ),
        ),
        (
            'system.galleries.exists(a, a in ["booking"])',
            (
                "line 1, column 1: there is no function system.galleries.exists(…); the only one is"
                ' some.fact.all(item, item in ["…"])'
            ),
        ),
        (
            "request.offense in []",
            "line 1, column 1: the list for request.offense is empty; name at least one value",
        ),
        (
            'answer.squad in ["north", "north"]',
            'line 1, column 27: "north" is in the list twice',
        ),
    ],
)
def test_type_error_says_where_and_what_was_expected(text, message):
    assert error_of(text) == message


def test_error_carries_line_and_column():
    with pytest.raises(ConditionError) as error:
        read('answer.minor &&\n  answer.squad == "west"')

    assert (error.value.line, error.value.column) == (2, 19)
    assert error.value.message == 'answer.squad: expected one of "north", "south", found "west"'


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
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_condition_or_gives_an_error_with_a_place_within_it(text):
    places = {
        (number, column)
        for number, line in enumerate(text.split("\n"), start=1)
        for column in range(1, len(line) + 2)
    }

    assert place_of_error(text) in {None, *places}
