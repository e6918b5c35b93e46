"""A value of a line of JSON is read as it was written."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audits.discovery.formats.columns import key


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["x", "y", "xa", "ax", 'q"a":"'] * 2),
        st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=12),
        max_size=4,
    ),
    st.text(st.characters(max_codepoint=126, min_codepoint=32), min_size=1, max_size=20),
    st.booleans(),
)
@example({"x": '"a":"no"'}, '\\\\/\\"\\u0026', True)
def test_a_key_is_read_as_json_has_it(others: dict[str, str], value: str, first: bool) -> None:
    line = json.dumps({"a": value} | others if first else others | {"a": value})

    assert key("a").read(line) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('{"a": null, "b": "x"}', "x"),
        ('{"a": "", "b": "x"}', "x"),
        ('{"b": "y", "a": "x"}', "x"),
        ('{"o": {"a":"x"}}', "x"),
        ('{"a": -1.5e3}', "-1.5e3"),
        ('{"a": true}', "true"),
        ('{"a": "null"}', "null"),
        ('{"a": ["x"]}', ""),
        (r'{"c": "\"a\":\"no\""}', ""),
        (r'{"a": "x\/\"y\" \u0026\u003d"}', 'x/"y" &='),
        (r'{"a": "\\\\host\\u0026"}', r"\\host\u0026"),
        ('{"a": "cut o', ""),
    ],
)
def test_the_first_name_that_has_a_value_counts(line: str, value: str) -> None:
    assert key("a", "b").read(line) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (r'{"b": "POLICE\\31234"}', r"POLICE\31234"),
        (r'{"b":"https:\/\/x\/"}', "https://x/"),
        (r'{"b":"say \"hi\""}', 'say "hi"'),
        ('{"b":443}', "443"),
        ('{"b":-1.5e9,"c":1}', "-1.5e9"),
        ('{"b":true}', "true"),
        ('{"b":null}', ""),
        ('{"b":""}', ""),
        (r'{"a":"\"b\":\"2\"","b":"3"}', "3"),
        ('{"a":{"b":"2"}}', "2"),
        ('{"ab":"2"}', ""),
    ],
)
def test_the_value_of_a_key_of_json(line: str, value: str) -> None:
    assert key("b").read(line) == value
