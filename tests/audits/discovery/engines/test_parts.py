"""Logs cut into parts, and parts put together to tasks."""

import gzip
from datetime import UTC
from pathlib import Path

from audits.discovery.engines.engine import Log
from audits.discovery.engines.spark.parts import Part, parts_of, tasks_of
from audits.discovery.formats import FORMATS
from audits.discovery.formats.clocks import Bearings
from audits.discovery.reading.opening import PIECE
from audits.discovery.reading.reading import Position
from tests.audits.discovery.formats.reading import WRITTEN

LINE = b"x" * 99 + b"\n"


def log(path: Path, text: bytes, *, start: int = 0) -> Log:
    path.write_bytes(text)
    return Log(path, path.name, FORMATS["squid"], Bearings(UTC, WRITTEN), Position(start))


def bounds(log: Log) -> list[tuple[int, int | None]]:
    return [(part.begin, part.end) for part in parts_of([log], size=PIECE)]


def test_a_part_ends_where_a_line_does_and_the_next_begins_there(tmp_path: Path) -> None:
    text = LINE * (PIECE // 50)
    cut = PIECE // 100 * 100

    assert bounds(log(tmp_path / "x", text)) == [(0, cut), (cut, len(text))]


def test_reading_goes_on_in_the_middle(tmp_path: Path) -> None:
    text = LINE * (PIECE // 50)
    cut = PIECE // 100 * 100

    assert bounds(log(tmp_path / "x", text, start=500)) == [(500, cut), (cut, len(text))]
    assert bounds(log(tmp_path / "x", text, start=cut)) == [(cut, len(text))]


def test_a_file_is_not_cut_within_a_line_that_is_too_long(tmp_path: Path) -> None:
    text = LINE + b"x" * (PIECE * 2) + b"\n"

    assert bounds(log(tmp_path / "x", text)) == [(0, len(text))]


def test_what_is_compressed_or_marked_is_read_as_a_whole(tmp_path: Path) -> None:
    text = LINE * (PIECE // 50)

    for number, whole in enumerate((gzip.compress(text, 1), b"\xef\xbb\xbf" + text)):
        assert bounds(log(tmp_path / str(number), whole)) == [(0, None)]


def test_an_empty_file_is_one_part(tmp_path: Path) -> None:
    assert bounds(log(tmp_path / "x", b"")) == [(0, 0)]


def test_small_parts_that_follow_each_other_are_one_task() -> None:
    parts = [Part(number, 0, None, size) for number, size in enumerate((30, 60, 20, 200, 10))]

    tasks = tasks_of(parts, size=100)

    assert [[number for number, _ in task] for task in tasks] == [[0, 1], [2], [3], [4]]
