"""Tables are kept in memory: one that has too much is refused before it fills it."""

from datetime import UTC
from pathlib import Path

import pytest

from audits.discovery.context import tables
from audits.discovery.context.tables import BadTable, Context, read_table, table_of
from audits.discovery.evidence.tables import evidence_of

HEADER = "device,owner,note\n"


def read(path: Path, text: str) -> Context:
    path.write_text(HEADER + text)
    table, context = table_of(HEADER), Context()
    assert table is not None
    read_table(path, table, context, zone=UTC)
    return context


def test_a_table_has_so_many_rows_and_bytes_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)

    assert len(read(tmp_path / "a.csv", "pc-1,1\n" * 3).assets) == 3
    with pytest.raises(BadTable, match=r"a.csv, line 5: a table has at most 3 rows or 128 MB"):
        read(tmp_path / "a.csv", "pc-1,1\n" * 4)

    monkeypatch.setattr(tables, "MOST_BYTES", 20)
    with pytest.raises(BadTable, match=r"a.csv, line 3: a table has at most 3 rows or 0 MB"):
        read(tmp_path / "a.csv", "pc-1,1\n" * 2)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("x" * 200_000, "at byte 18: a row longer than a table's can be", id="long"),
        ('pc-1,1,"no end\npc-2,2,x', "at byte 18: a row whose quotation marks do not fit together"),
    ],
)
def test_what_cannot_be_read_of_a_table_refuses_it(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadTable, match=f"a.csv, {why}"):
        read(tmp_path / "a.csv", text)


def test_a_first_line_that_is_no_csv_is_no_header() -> None:
    assert table_of("x" * 200_000) is None
    assert evidence_of("x" * 200_000) is None
