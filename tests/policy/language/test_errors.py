import pytest

from policy.language.parser import ConditionError, parse
from tests.policy.language.samples import VOCABULARY


def error_of(text):
    with pytest.raises(ConditionError) as error:
        parse(text, VOCABULARY)
    return str(error.value)


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
            'request.offense.all(o, o in ["arson"])',
            "line 1, column 1: request.offense is a choice and not a set; use one of ==  !=  in",
        ),
        (
            "zzz.all(z, z in [])",
            "line 1, column 1: zzz: there is no such fact",
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
        parse('answer.minor &&\n  answer.squad == "west"', VOCABULARY)

    assert (error.value.line, error.value.column) == (2, 19)
    assert error.value.message == 'answer.squad: expected one of "north", "south", found "west"'
