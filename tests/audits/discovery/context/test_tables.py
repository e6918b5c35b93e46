"""Tables that say who is who: what cannot be read is told, and never stops the reader."""

from datetime import UTC
from pathlib import Path

import pytest

from audits.discovery.context.tables import BadTable, Context, read_table, table_of
from audits.discovery.formats.detecting import sample_of
from audits.discovery.people.records import Asset


@pytest.mark.parametrize("time", ["soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-14:00"])
def test_a_time_that_is_none_is_told_with_its_line(tmp_path: Path, time: str) -> None:
    path = tmp_path / "logons.csv"
    path.write_text(f"time,user,device,address\n{time},31234,pc-7,10.1.2.3\n")
    table = table_of("time,user,device,address")
    assert table is not None

    with pytest.raises(BadTable, match=rf"line 2, time: '{time.replace('+', '.')}' is no time"):
        read_table(path, table, Context(), zone=UTC)


def test_runs_without_the_time_of_the_run_are_no_table_of_runs() -> None:
    header = "request_number,serial_number,system,approved_from,approved_until"

    assert table_of(header) is None
    assert table_of(f"{header},ran_at") is not None


def test_blank_lines_before_the_header_are_none(tmp_path: Path) -> None:
    path, context = tmp_path / "assets.csv", Context()
    path.write_text("\n\r\nDevice, Owner ,note\n\npc-7,31234\npc-8,31235,spare,x\n")
    table = table_of("device,owner,note")
    assert table is not None

    assert read_table(path, table, context, zone=UTC) == 2
    assert context.assets == [Asset("pc-7", "31234"), Asset("pc-8", "31235")]


def test_a_header_that_only_seems_to_be_a_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "assets.csv"
    path.write_text("device,owner\x1cnote\npc-7,31234\n")
    table = table_of(sample_of(path)[0])
    assert table is not None

    with pytest.raises(BadTable, match=r"line 1: it is not the header of asset register$"):
        read_table(path, table, Context(), zone=UTC)
