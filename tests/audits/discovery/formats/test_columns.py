"""A column is read alike by the engine and by Python, whatever the line; and read rightly."""

import csv
import io
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from random import Random

import duckdb
import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.discovery.formats import FORMATS
from audits.discovery.formats.columns import (
    IS_ADDRESS,
    NOTHING,
    Column,
    Pattern,
    cleaned,
    comma,
    first_of,
    forwarded,
    joined,
    key,
    or_nothing,
    pair,
    part,
    said,
    tabbed,
    token,
    when,
)
from audits.discovery.formats.format import Format
from tests.audits.discovery.formats.writers import WRITERS, Event

COLUMNS = {
    "token": token(1),
    "tabbed": tabbed(1),
    "tabbed by |": tabbed(1, "|"),
    "tabbed by ^": tabbed(1, "^"),
    "comma": comma(1),
    "comma, first": comma(0),
    "comma, far": comma(20),
    "comma by ;": comma(2, ";"),
    "comma by tab": comma(1, "\t"),
    "comma by |": comma(1, "|"),
    "comma after": comma(1, after=r"[a-z]="),
    "first of": first_of(token(3), comma(1)),
    "pair": pair("a", "ab"),
    "pair by |": pair("a", between=r"\\|"),
    "key": key("a", "ab"),
    "joined": joined("/", token(0), tabbed(1), comma(1)),
    "when": when(token(0), "^a", comma(1)),
    "part": part(comma(0), r"^[^a]*a([^ ]*)"),
    "forwarded": forwarded(comma(1)),
    "or nothing": or_nothing(comma(1)),
    "said": said("here"),
    "nothing": NOTHING,
    "address": Pattern(f"({IS_ADDRESS})"),
    "cleaned": cleaned(token(0), ("^a+", "b"), ('"', "")),
}
BITS = (
    ["a", "ab", "-", " ", "  ", "\t", ",", ";", "|", "^", '"', '""', '","', "\\", '\\"', "1.2.3.4",
     "[2001:db8::1]", "a=", '"a":', ":", "/", "é", "\u2028", "\x0b", "\r", "\0", "İ"]
)  # fmt: skip
PIECES = st.sampled_from(BITS)
LINES = st.lists(st.lists(PIECES, max_size=12).map("".join), min_size=1, max_size=20)


class Engine:
    """Reads columns of lines as discovery's engine does; each column is compiled once."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(config={"threads": "1"})
        self._connection.execute("CREATE TABLE lines (number BIGINT, line VARCHAR)")
        self._compiled: dict[tuple[Column, ...], str] = {}

    def read(self, columns: Sequence[Column], lines: list[str]) -> list[tuple[str, ...]]:
        self._connection.execute("TRUNCATE lines")
        self._connection.execute(
            "INSERT INTO lines SELECT unnest(range(len($1))), unnest($1::VARCHAR[])", [lines]
        )
        rows = self._connection.execute(self._sql(tuple(columns))).fetchall()
        return [values for _, *values in sorted(rows)]

    def _sql(self, columns: tuple[Column, ...]) -> str:
        if columns not in self._compiled:
            table = ibis.table({"number": "int64", "line": "string"}, name="lines")
            values = {f"c{at}": column.of(table.line) for at, column in enumerate(columns)}
            self._compiled[columns] = ibis.to_sql(table.select("number", **values), "duckdb")
        return self._compiled[columns]


ENGINE = Engine()


@given(lines=LINES)
def test_the_engine_and_python_read_a_column_alike(lines: list[str]) -> None:
    columns = list(COLUMNS.values())

    for line, values in zip(lines, ENGINE.read(columns, lines), strict=True):
        assert dict(zip(COLUMNS, values, strict=True)) == {
            name: column.read(line) for name, column in COLUMNS.items()
        }


EVENT = {"user": r"POLICE\31234", "host": "app.clearview.ai", "path": '/a,b?c="d'}


def columns_of(log_format: Format) -> list[Column]:
    names = ("time", "user", "client", "device", "host", "url", "method", "outcome", "peer")
    return [getattr(log_format, name) for name in names]


def laid_out(name: str) -> Format:
    base = FORMATS[WRITERS[name].format]
    if not base.laid_out:
        return base
    lines = WRITERS[name].header.splitlines()
    return base.laid_out({sets: line for line in lines if (sets := base.sets(line))})


@pytest.mark.parametrize("name", WRITERS)
def test_the_engine_and_python_read_the_lines_of_a_format_alike(name: str) -> None:
    random = Random(name)  # noqa: S311
    columns = columns_of(laid_out(name))
    written = WRITERS[name].line(Event(at=datetime(2020, 11, 13, tzinfo=UTC), **EVENT))
    lines = [written, *(broken(written, random) for _ in range(200))]

    found = ENGINE.read(columns, lines)

    assert found == [[column.read(line) for column in columns] for line in lines]
    assert found[0][0] != ""


def broken(line: str, random: Random) -> str:
    """`line` with something put in at some places, and something taken out at one."""
    for _ in range(random.randint(1, 3)):
        place = random.randint(0, len(line))
        line = line[:place] + random.choice(BITS) + line[place + random.randint(0, 2) :]
    return line


CELLS = st.lists(
    st.text(st.sampled_from('ab,;" -é'), max_size=6).map(str.strip), min_size=3, max_size=6
)


@given(cells=CELLS, number=st.integers(0, 2), quoting=st.sampled_from([0, 1]))
def test_a_line_of_csv_is_read_as_it_was_written(
    cells: list[str], number: int, quoting: int
) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator="").writerow(cells)

    assert comma(number).read(out.getvalue()) == cells[number]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a,b,c", "b"),
        ("a, b , c", "b"),
        ('"a","b, c","d"', "b, c"),
        ('"a", "b, c", "d"', "b, c"),
        ('a,"say ""hi""",c', 'say "hi"'),
        ('a,"say "hi", he said",c', 'say "hi'),
        ('a,"say "hi" to him",c', 'say "hi" to him'),
        ('"a,b",c', "c"),
        ('"","b"', "b"),
        ("a,,c", ""),
        ('a,"",c', ""),
        ("a,b", "b"),
        ("a", ""),
        ('a b"c",d', "d"),
        ('a,"never closed', ""),
    ],
)
def test_the_second_value_of_a_csv_line(line: str, value: str) -> None:
    assert comma(1).read(line) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a b c", "b"),
        ("  a \t b  c", "b"),
        ('"a b" c d', "c"),
        ('a "b c" d', "b c"),
        (r'a "say \"b\" c" d', 'say "b" c'),
        ('a "say ""b"" c" d', 'say "b" c'),
        ('a "" d', ""),
        ("a - d", ""),
        ('a "-" d', ""),
        ('"a b', ""),
        (r"a POLICE\31234 d", r"POLICE\31234"),
        ("a", ""),
    ],
)
def test_the_second_value_of_those_that_spaces_divide(line: str, value: str) -> None:
    assert token(1).read(line) == value


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("10.1.2.3, 10.0.0.8", "10.1.2.3"),
        ("10.1.2.3:51234", "10.1.2.3"),
        ("[2001:db8::1]:51234", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("unknown", ""),
    ],
)
def test_the_client_that_a_proxy_works_for(header: str, address: str) -> None:
    assert forwarded(comma(0, "|")).read(header) == address


# Lookaround, named groups and flags; back references; possessive repetition; and the classes that
# hold other characters for one engine than for another.
NOT_ALIKE = re.compile(r"\(\?[^:]|\\[1-9]|[*+?}]\+|\\[sSvhRXQEGZz]")


def regexes_of(value: object) -> Iterator[str]:
    """Every regular expression of a column, and of those that it is made of."""
    if isinstance(value, tuple):
        for one in value:
            yield from regexes_of(one)
    elif isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from regexes_of(getattr(value, field.name))


@pytest.mark.parametrize("name", WRITERS)
def test_regular_expressions_keep_to_what_every_engine_reads_alike(name: str) -> None:
    log_format = laid_out(name)
    found = [regexes_of(column) for column in (log_format.shape, *columns_of(log_format))]

    assert [regex for regexes in found for regex in regexes if NOT_ALIKE.search(regex)] == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a=1 b=2", "2"),
        ('a="1 b=3" b=2', "2"),
        (r'a="\" b=3" b=2', "2"),
        ('a="" b="2 3" c=4', "2 3"),
        (r'b="say \"hi\""', 'say "hi"'),
        (r"b=POLICE\31234", r"POLICE\31234"),
        ("ab=2", ""),
        ("a=1 b= c=3", ""),
        ('a="b=2"', ""),
    ],
)
def test_the_value_of_a_name_among_pairs(line: str, value: str) -> None:
    assert pair("b").read(line) == value


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


NASTY = [
    ("a" + " " * 30 + ",") * 20 + '"', ('"a"' + " " * 30 + ",") * 20 + '"',
    '"' * 301, '""' * 150, '"a""' * 99, "a    ," * 60, " " * 300, "    ," * 60, "a   " * 99 + '"',
    '"a" ' * 99 + '"', '"\\' * 99, ',"ts":' * 99, ' c-ip="' * 99, "a." * 150 + "/", "\t" * 300,
    ",2020/11/13 15:00:00,1,THREAT,url," * 20 + '"', "1 " * 20 + "a.b " * 99 + "a.1",
]  # fmt: skip


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Stops what takes longer; Python looks for signals while it matches."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", WRITERS)
def test_no_line_takes_long_to_read(name: str) -> None:
    log_format = laid_out(name)
    line = WRITERS[name].line(Event(at=datetime(2020, 11, 13, tzinfo=UTC), **EVENT))
    lines = [begin + nasty for nasty in NASTY for begin in ("", line, line[: len(line) // 2])]

    with within(20):
        for one in lines:
            log_format.fits(one)
            for column in columns_of(log_format):
                column.read(one)


def test_no_line_takes_long_in_any_column() -> None:
    with within(20):
        for line in NASTY:
            for column in COLUMNS.values():
                column.read(line)
