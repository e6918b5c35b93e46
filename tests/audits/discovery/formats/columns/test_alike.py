"""A column is read alike by the engine and by Python, whatever the line."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audits.discovery.formats.both import by_engine, by_python, columns_of, laid_out, reading
from tests.audits.discovery.formats.columns.kinds import COLUMNS, PIECES
from tests.audits.discovery.formats.planting import planted
from tests.audits.discovery.formats.writers import WRITERS

EVERY_WRITER = pytest.mark.parametrize("name", WRITERS)
READING = reading(COLUMNS)
LINES = st.lists(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=1, max_size=40
)


@settings(deadline=None, max_examples=60)
@given(lines=LINES)
def test_the_engine_and_python_read_a_column_alike(lines: list[str]) -> None:
    assert by_engine(READING, lines) == by_python(COLUMNS, lines)


@EVERY_WRITER
def test_the_engine_and_python_read_the_lines_of_a_format_alike(name: str) -> None:
    random = Random(name)  # noqa: S311
    columns = columns_of(laid_out(WRITERS[name]))
    written = WRITERS[name].lines(*(event for event, _ in planted(WRITERS[name], 30, seed=5)))
    lines = [*written, *(broken(line, random) for line in written * 5)]

    found = by_engine(reading(columns), lines)

    assert found == by_python(columns, lines)
    assert found[0][0] != ""


def broken(line: str, random: Random) -> str:
    """`line` with something put in at some places, and something taken out there."""
    for _ in range(random.randint(1, 3)):
        place = random.randint(0, len(line))
        line = line[:place] + random.choice(PIECES) + line[place + random.randint(0, 2) :]
    return line


# Lookaround, named groups and flags, but for a group whatever its case (all three know `(?i:`);
# there, K and S, of which RE2 alone knows a third case, beyond ASCII; back references; possessive
# repetition; and the classes that hold other characters for one engine than for another.
NOT_ALIKE = re.compile(
    r"\(\?(?!:|i:)|\(\?i:[^)]*[kKsS]|\\[1-9]|[*+?}]\+|\\[sSvhRXQEGZz]",
)


def regexes_of(value: object) -> Iterator[str]:
    """Every regular expression of a column, and of those that it is made of."""
    if isinstance(value, tuple):
        for one in value:
            yield from regexes_of(one)
    elif isinstance(value, str):
        # A backslash before a backslash does nothing to the letter after both.
        yield value.replace(r"\\", "")
    elif is_dataclass(value):
        for field in fields(value):
            yield from regexes_of(getattr(value, field.name))


@EVERY_WRITER
def test_regular_expressions_keep_to_what_every_engine_reads_alike(name: str) -> None:
    log_format = laid_out(WRITERS[name])
    found = regexes_of((log_format.shape, *columns_of(log_format).values()))

    assert [regex for regex in found if NOT_ALIKE.search(regex)] == []


@pytest.mark.parametrize(
    ("regex", "alike"),
    [
        ("(?i:%2C)", True),
        (r"(?i:\\u005c)", True),
        (r"\\s", True),
        (r"\\\s", False),
        ("(?i:ask)", False),
        ("(?i)a", False),
        ("(?=a)", False),
        (r"(a)\1", False),
        ("a++", False),
    ],
)
def test_what_engines_read_alike_is_told(regex: str, *, alike: bool) -> None:
    (found,) = regexes_of(regex)

    assert bool(NOT_ALIKE.search(found)) != alike
