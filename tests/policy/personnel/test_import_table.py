"""A CSV file read to rows, or the faults that keep it from being read."""

import pytest

from policy.personnel.importing.faults import Fault, ImportRefused
from policy.personnel.importing.table import MAX_BYTES, Row, read_table

COLUMNS = ("name", "unit")
ROWS = [Row(2, {"name": "Ada", "unit": "HOM"}), Row(3, {"name": "Bo", "unit": "ROB"})]


def faults_in(content: bytes) -> list[Fault]:
    with pytest.raises(ImportRefused) as refused:
        read_table(content, columns=COLUMNS)
    return refused.value.faults


@pytest.mark.parametrize(
    "content",
    [
        b"name,unit\nAda,HOM\nBo,ROB\n",
        b"name,unit\r\nAda,HOM\r\nBo,ROB\r\n",
        b"name,unit\rAda,HOM\rBo,ROB\r",
        b"\xef\xbb\xbfname,unit\nAda,HOM\nBo,ROB",
        b"name;unit\nAda;HOM\nBo;ROB\n",
        b'"name","unit"\n"Ada","HOM"\n"Bo","ROB"\n',
        b"Name , UNIT\n Ada , HOM \nBo,ROB\n",
        b"unit,name\nHOM,Ada\nROB,Bo\n",
    ],
    ids=["plain", "excel", "old mac", "bom", "semicolon", "quoted", "spaces", "other order"],
)
def test_a_file_is_read_however_it_was_saved(content: bytes) -> None:
    assert read_table(content, columns=COLUMNS) == ROWS


def test_blank_lines_are_passed_over_and_counted() -> None:
    rows = read_table(b"name,unit\n\nAda,HOM\n,\nBo,ROB\n", columns=COLUMNS)

    assert [row.line for row in rows] == [3, 5]


def test_a_row_stands_on_the_line_where_it_begins() -> None:
    rows = read_table(b'name,unit\n"Ada\nAlder",HOM\nBo,ROB\n', columns=COLUMNS)

    assert [row.line for row in rows] == [2, 4]


def test_cells_that_an_export_defused_are_read_back() -> None:
    rows = read_table(b"name,unit\n'=Ada,'HOM\n", columns=COLUMNS)

    assert rows[0].cells == {"name": "=Ada", "unit": "'HOM"}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" \r\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    expected = "Expected a file that is not empty: a line of headings, then a line per row."

    assert faults_in(content) == [Fault(0, "", "", expected)]


def test_a_file_of_headings_alone_is_refused() -> None:
    expected = "Expected at least one row below the headings."

    assert faults_in(b"name,unit\n") == [Fault(0, "", "", expected)]


def test_a_file_that_is_too_large_is_refused() -> None:
    fault = Fault(0, "", "", "Expected a file of at most 5.0\xa0MB.")

    assert faults_in(b"x" * (MAX_BYTES + 1)) == [fault]


def test_another_encoding_is_refused_with_the_line() -> None:
    expected = "text in UTF-8; in Excel, save the file as “CSV UTF-8”"

    assert faults_in("name,unit\nAda,HOM\nZoë,ROB\n".encode("cp1252")) == [
        Fault(3, "", "0xeb", expected)
    ]


def test_a_quotation_mark_left_open_is_refused_with_the_line() -> None:
    faults = faults_in(b'name,unit\nAda,HOM\n"Bo,ROB\n')

    assert faults == [Fault(3, "", "", "a well-formed CSV row (unexpected end of data)")]


def test_missing_extra_and_repeated_columns_are_all_named() -> None:
    assert faults_in(b"name,name,rank\nAda,Ada,chief\n") == [
        Fault(1, "name", "name", "each column once"),
        Fault(1, "rank", "rank", "no such column; the columns are name, unit"),
        Fault(1, "unit", "", "the column unit, which is missing"),
    ]


def test_every_row_with_too_few_or_too_many_cells_is_named() -> None:
    expected = "2 cells, as in the line of headings"

    assert faults_in(b"name,unit\nAda\nBo,ROB\nCy,HOM,x\n") == [
        Fault(2, "", "1 cells", expected),
        Fault(4, "", "3 cells", expected),
    ]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(3, "rank", "Boss", "a rank"), "Line 3, rank, “Boss”: expected a rank"),
        (Fault(3, "rank", "", "a value"), "Line 3, rank: expected a value"),
        (Fault(3, "", "", "a row"), "Line 3: expected a row"),
        (Fault(0, "", "", "Expected a file."), "Expected a file."),
    ],
)
def test_a_fault_says_where_it_is_and_what_was_expected(fault: Fault, words: str) -> None:
    assert str(fault) == words
