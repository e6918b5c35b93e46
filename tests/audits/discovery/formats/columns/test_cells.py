"""A value of a line of CSV is read as it was written."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.discovery.formats.columns import comma

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
