"""Columns of names and values are read rightly, and alike by the engine and by Python."""

import json
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audits.discovery.formats import FORMATS
from audits.discovery.formats.choosing import Chosen
from audits.discovery.formats.columns import (
    Column,
    Pattern,
    any_key,
    any_pair,
    key,
    key_within,
    pair,
    said,
)
from audits.discovery.formats.extensions import spaced
from tests.audits.discovery.formats.both import by_engine, by_python, columns_of, reading
from tests.audits.discovery.formats.events import events
from tests.audits.discovery.formats.keyed_writers import WRITERS

COLUMNS: dict[str, Column] = {
    "key": key("a", "b"),
    "any_key": any_key("a", "b"),
    "key_within": key_within("o", "a"),
    "pair": pair("a", "b"),
    "any_pair": any_pair("a", "b"),
    "pair by commas": pair("a", "b", between=","),
    "spaced": spaced("^", "a", "b"),
    "chosen": Chosen(Pattern("^a"), said("it begins so"), key("a")),
}
READING = reading(COLUMNS)
PIECES = st.sampled_from(
    ['a', 'b', 'o', '"', '""', "a=", "b=", '"a":', '"b": ', '"o":{', "}", ",", " ", "  ", "\t",
     "\\", '\\"', "\\\\", "\\/", "\\u0026", "\\u005C", "\\n", "\\=", "=", "|", "<1>", "null", "1.5",
     "-2", "true", "é", "\u2028", "\x0b", "\r", "\0", "\x01", "İ", "ſ", "$1", "\U0001f600"]
)  # fmt: skip
LINES = st.lists(st.lists(PIECES, max_size=14).map("".join), min_size=1, max_size=30)


@settings(deadline=None, max_examples=150)
@given(LINES)
def test_engine_and_python_read_alike(lines: list[str]) -> None:
    assert by_engine(READING, lines) == by_python(COLUMNS, lines)


@pytest.mark.parametrize("name", WRITERS)
def test_engine_and_python_read_each_format_alike(name: str) -> None:
    columns = columns_of(FORMATS[WRITERS[name].format])
    lines = [line for one in events(40, seed=5) for line in WRITERS[name].line(one).splitlines()]
    broken = [
        line[:at] + piece + line[at:] for line in lines for at in (40, 90) for piece in '"\\='
    ]

    assert by_engine(reading(columns), lines + broken) == by_python(columns, lines + broken)


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
def test_a_key_is_read(line: str, value: str) -> None:
    assert key("a", "b").read(line) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a=x", "x"),
        ("<13>a=x", "x"),
        ("<13>Nov 13 07:00:00 host a=x", "x"),
        ('a="x y"', "x y"),
        (r'a="x \"y\""', 'x "y"'),
        ('c="a=no" a=x', "x"),
        ('c="said a=no" a=x', "x"),
        (r'c="said \" a=no" a=x', "x"),
        ('c="said a=no"', ""),
        ("aa=no a=x", "x"),
        ("c=a=no a=x", "x"),
        ('a="" b=x', "x"),
        ("a= b=x", "x"),
        ('c=no"t a=x', "x"),
        ('"loose" a=x', "x"),
        ('a="cut o', "cut o"),
        ("c==a=no a=x", "x"),
        ("a=x=y&z", "x=y&z"),
    ],
)
def test_a_pair_is_read(line: str, value: str) -> None:
    assert pair("a", "b").read(line) == value


LONG = 20_000


@pytest.mark.parametrize(
    "line",
    [
        *(
            one * LONG
            for one in (" ", "a", "a=", '"', "\\", 'a="', '"a":"', "a b ", "x=\\=", '{"o":')
        ),
        "a=" + "x " * LONG,
        "a=" + " " * LONG + "x",
        'b="' + '\\"' * LONG,
    ],
    ids=lambda line: line[:6],
)
@pytest.mark.parametrize("name", COLUMNS)
def test_what_a_line_takes_grows_no_faster_than_the_line(name: str, line: str) -> None:
    began = process_time()

    COLUMNS[name].read(line)

    assert process_time() - began < 1


@pytest.mark.parametrize("name", WRITERS)
def test_what_a_line_of_a_format_takes_grows_no_faster_than_the_line(name: str) -> None:
    line = WRITERS[name].line(next(events(1, seed=1))).splitlines()[0]
    log_format = FORMATS[WRITERS[name].format]
    junk = [one * LONG for one in (" ", "a", "a=", '=" =', "|", '"a":"', "\t", "\\", " a=", '",')]

    for long in (line[:at] + one + line[at:] for one in junk for at in (40, 100, len(line))):
        began = process_time()
        log_format.fits(long)
        for column in columns_of(log_format).values():
            column.read(long)
        assert process_time() - began < 2
