"""Rows of CSV: a careless quotation mark hides none of the others, and memory does not grow."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from audits.discovery.reading.faults import Fault
from audits.discovery.reading.rows import LONGEST_ROW, rows

HEADER = b"time,who,what\n"
UNFIT = "a row whose quotation marks do not fit together"
TOO_LONG = "a row longer than a table's can be"


def told(path: Path, data: bytes) -> list[tuple[int, object]]:
    """Of each row the offset and its cells, or why it could not be read."""
    path.write_bytes(data)
    return [
        (one.offset, one.what if isinstance(one, Fault) else one.cells)
        for one in rows(path, name="x")
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (b'1,a,24" screen\n2,b,c\n', [(14, ["1", "a", '24" screen']), (29, ["2", "b", "c"])]),
        # A quotation mark that opens a cell and that nothing ends, with others far below.
        (
            b'1,a,"24 screen\n2,"b, c",d\n3,e,f\n4,g,24"\n',
            [
                (14, UNFIT),
                (29, ["2", "b, c", "d"]),
                (40, ["3", "e", "f"]),
                (46, ["4", "g", '24"']),
            ],
        ),
        # Another that would end it: the row between them is whole.
        (
            b'1,a,"24 screen\n2,b,c\n3,d,24"\n',
            [(14, UNFIT), (29, ["2", "b", "c"]), (35, ["3", "d", '24"'])],
        ),
        # What a stray one swallows leaves too few cells.
        (b'1,"a,24" b\n2,d,e\n', [(14, UNFIT), (25, ["2", "d", "e"])]),
        (b'1,"a"b,c\n2,d,e\n', [(14, ["1", "ab", "c"]), (23, ["2", "d", "e"])]),
        (
            b'1,a,"two\nlines, or\n\nmore"\r\n2,"b ""c""",d\n',
            [(14, ["1", "a", "two\nlines, or\n\nmore"]), (41, ["2", 'b "c"', "d"])],
        ),
        (b"1,a,b\r2,c,d\r", [(14, ["1", "a", "b"]), (20, ["2", "c", "d"])]),
        (b'\n1,a,"b', [(15, UNFIT)]),
        (
            b"1,a," + b"b" * LONGEST_ROW + b"\n2,c,d\n",
            [(14, TOO_LONG), (19 + LONGEST_ROW, ["2", "c", "d"])],
        ),
        (b"b" * (9 << 20) + b"\n2,c,d\n", [(14, TOO_LONG), (15 + (9 << 20), ["2", "c", "d"])]),
    ],
)
def test_each_line_is_a_row_unless_a_cell_goes_on_in_the_next(
    tmp_path: Path, lines: bytes, expected: list
) -> None:
    header = (0, ["time", "who", "what"])

    assert told(tmp_path / "x.csv", HEADER + lines) == [header, *expected]


def test_a_cell_without_end_takes_no_more_lines_than_a_row_can_have(tmp_path: Path) -> None:
    lines = b'1,a,"b\n' + b"part of it\n" * (LONGEST_ROW // 8) + b"2,c,d\n"

    found = told(tmp_path / "x.csv", HEADER + lines)

    assert found[1] == (14, UNFIT)
    assert found[-1] == (len(HEADER + lines) - 6, ["2", "c", "d"])


def test_a_file_that_is_cut_off_says_so_after_its_last_whole_row(tmp_path: Path) -> None:
    text = HEADER + b"".join(b"%d,a,%d\n" % (n, n * 7919) for n in range(5000))
    packed = gzip.compress(text)

    *found, (offset, what) = told(tmp_path / "x.csv.gz", packed[: len(packed) // 2])

    assert what == "its gzip stream is cut off"
    assert offset == text.index(b"\n", found[-1][0]) + 1


def test_a_file_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(30):
            file.write(HEADER + b"1,a," + b"b" * 60_000 + b"\n" + b"x" * (2 << 20))
    tracemalloc.start()

    count = sum(1 for _ in rows(path, name="x"))

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 61
    assert most < 48 << 20


def test_a_row_that_windows_wrote_is_read_and_told_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'name,what\r\nJos\xe9,"two\r\nlines"\r\n\xc3\xa9,b\n')

    assert [(one.offset, one.length, one.line, one.cells) for one in rows(path, name="x")] == [
        (0, 9, 1, ["name", "what"]),
        (11, 17, 2, ["José", "two\r\nlines"]),
        (30, 4, 4, ["é", "b"]),
    ]
