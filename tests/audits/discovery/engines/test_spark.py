"""Spark reads what DuckDB reads, on a cluster of two workers."""

import gzip
import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import psutil
import pytest
from django.core.management import call_command

from audits.discovery.engines.engine import Engine, Log, Read
from audits.discovery.engines.local import DuckDB
from audits.discovery.formats import FORMATS, Format
from audits.discovery.formats.clocks import Bearings
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.opening import PIECE
from audits.discovery.services import Watchlist
from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.reading import CLEARVIEW, COUNTY, WRITTEN
from tests.audits.discovery.formats.writers import WRITERS

if TYPE_CHECKING:
    from audits.discovery.engines.spark.engine import Spark
    from tests.audits.discovery.engines.cluster import Cluster

AT = datetime(2020, 11, 9, 6, tzinfo=UTC)
HOSTS = ("app.clearview.ai", "clearview.ai.evil.example", "notclearview.ai", "CLEARVIEW.AI.")
PATHS = ("/api/v1/search", "/?q=clearview.ai", "/a,b;c", '/"x"', "/%22\\")
EVENTS = [
    Event(
        at=AT + timedelta(minutes=number),
        host=HOSTS[number % 4],
        user=("pd\\30743", "Ann Lee", "")[number % 3],
        path=PATHS[number % 5],
    )
    for number in range(60)
]
# Some logs tell addresses alone.
WATCHLIST = Watchlist((replace(CLEARVIEW, addresses=("198.51.100.9",)), COUNTY))
# What regular expressions of Java and of RE2 would read differently if they were left as they are.
TRAPS = (
    "\v", "\r", "\x85", "\u2028", "\u00a0", "\0", "\t", " ", '"', '""', "\\", "\\\\", "'", "&&",
    "[", "]", "$", "^", "\\u002e", "ü", "K", "\U0001f50d", "=", "|", ",", "#Fields: x", '" "',
)  # fmt: skip


def log(path: Path, log_format: Format = FORMATS["squid"]) -> Log:
    return Log(path, path.name, log_format, Bearings(UTC, WRITTEN))


def read(engine: Engine, logs: Sequence[Log]) -> dict[str, tuple]:
    """What the batches of each log come to, and the rows of the answer, by the log's name."""
    by_log: dict[str, list[Read]] = {}
    for one in engine.read(logs, WATCHLIST):
        by_log.setdefault(one.log.name, []).append(one)
    return {name: _put_together(several) for name, several in by_log.items()}


def _put_together(several: Sequence[Read]) -> tuple:
    coverage, batches = Coverage(), [one.batch for one in several]
    for batch in batches:
        coverage.merge(batch.coverage)
    faults = [fault for batch in batches for fault in batch.faults]
    rows = [(one.batch.format.name, *row) for one in several for row in one.answers]
    return (
        batches[-1].position,
        sum(batch.count for batch in batches),
        sum(len(batch.undecodable) for batch in batches),
        (sorted(coverage.spans), coverage.by_hour, coverage.jumps),
        sorted(faults, key=lambda fault: fault.offset),
        sorted(rows, key=lambda row: row[2]),
    )


def spoiled(lines: Iterable[str], random: Random) -> Iterator[str]:
    for line in lines:
        yield from _spoiled(line, random)


def _spoiled(line: str, random: Random) -> Iterator[str]:
    """A line as it is, one with traps in it, and one that is cut off."""
    yield line
    place = random.randrange(len(line))
    yield line[:place] + random.choice(TRAPS) * random.randint(1, 3) + line[place:]
    yield line[:place]


def squid(lines: int) -> bytes:
    """Lines of about 150 bytes, one in 500 of which reaches a service."""
    random = Random(lines)  # noqa: S311
    return b"".join(
        b"%d.%03d %d 10.1.2.%d TCP_MISS/200 %d GET https://%s/%s %d HIER_DIRECT/198.51.100.8 x\n"
        % (
            1604900000 + number, number % 1000, number, number % 256, random.randrange(10**9),
            b"clearview.ai" if number % 500 == 7 else b"www.example.com",
            b"%040d" % random.randrange(10**40), number % 7,
        )
        for number in range(lines)
    )  # fmt: skip


def java_processes() -> set[psutil.Process]:
    """Those that this process started; its browser starts and ends others as it likes."""
    return {child for child in psutil.Process().children() if child.name() == "java"}


def test_the_command_gives_the_same_answer_and_leaves_no_process(
    cluster: "Cluster", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_demo_logs", str(tmp_path / "logs"), lines=4_000)
    before = java_processes()
    capsys.readouterr()
    answers = []
    for engine in ("duckdb", cluster.address):
        with pytest.raises(SystemExit):
            call_command("discover", str(tmp_path / "logs"), engine=engine, json=True)
        answers.append(capsys.readouterr())

    assert answers[0] == answers[1]
    assert json.loads(answers[0].out)["contacts"] > 0
    assert java_processes() == before


def test_every_format_gives_the_same_rows_whatever_stands_in_its_lines(
    spark: "Spark", tmp_path: Path
) -> None:
    logs = []
    for number, writer in enumerate(WRITERS.values()):
        lines = spoiled(writer.lines(*EVENTS), Random(number))  # noqa: S311
        path = tmp_path / f"{number}-{writer.format}.log"
        path.write_text(writer.header + "\n".join(lines), newline="")
        logs.append(log(path, FORMATS[writer.format]))

    told = read(spark, logs)

    assert told == read(DuckDB(), logs)
    # What Entra tells of is applications, and none is looked for.
    assert {one.format.name for one in logs if told[one.name][-1]} >= set(FORMATS) - {"entra"}


def test_a_file_cut_into_parts_gives_the_same_as_a_whole_one(
    spark: "Spark", tmp_path: Path
) -> None:
    text = squid(150_000)
    long = b"clearview.ai " + b"x" * (3 << 20) + b"\n"
    (tmp_path / "plain.log").write_bytes(text)
    (tmp_path / "marked.log").write_bytes(b"\xef\xbb\xbf" + text[: PIECE * 2])
    (tmp_path / "long.log").write_bytes(text[: PIECE - 1000] + b"\n" + long + text[:PIECE])
    wide = squid(600).replace(b"clearview.ai/", b"clearview.ai/" + b"x" * 20_000)
    (tmp_path / "wide.log").write_bytes(wide)
    (tmp_path / "packed.log.gz").write_bytes(gzip.compress(text, 1))
    (tmp_path / "cut.log.gz").write_bytes(gzip.compress(text[:PIECE], 1)[:-500_000])
    (tmp_path / "empty.log").write_bytes(b"")
    logs = [log(path) for path in sorted(tmp_path.iterdir())]

    assert read(spark, logs) == read(DuckDB(), logs)


def test_a_log_that_a_worker_does_not_see_is_told_in_one_line(
    spark: "Spark", tmp_path: Path
) -> None:
    from audits.discovery.engines.spark.engine import Spread
    from audits.discovery.engines.spark.parts import parts_of, tasks_of

    path = tmp_path / "gone.log"
    path.write_bytes(squid(10))
    logs = [log(path)]
    tasks = tasks_of(parts_of(logs))
    path.unlink()

    said = (
        "the cluster could not read the logs: FileNotFoundError: [Errno 2] No such file or "
        f"directory: '{path}'"
    )
    with pytest.raises(OSError, match=f"^{re.escape(said)}$"):
        list(Spread(spark.session, logs, tasks, WATCHLIST).read())


def test_a_worker_that_is_lost_on_the_way_changes_nothing(
    spark: "Spark", cluster: "Cluster", tmp_path: Path
) -> None:
    # The last test: its cluster has one worker left.
    packed = tmp_path / "0.log.gz"
    packed.write_bytes(gzip.compress(squid(60_000), 1))
    for number in range(1, 16):
        os.link(packed, tmp_path / f"{number}.log.gz")
    logs = [log(path) for path in sorted(tmp_path.iterdir())]

    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read, spark, logs)
        done, tasks = _some_tasks_done(spark)
        cluster.kill_one()
        told = reading.result()

    assert 0 < done < tasks
    assert told == read(DuckDB(), logs)


def _some_tasks_done(spark: "Spark") -> tuple[int, int]:
    """How many tasks of the stage at work are done, and how many there are."""
    tracker = spark.session.sparkContext.statusTracker()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for stage in map(tracker.getStageInfo, tracker.getActiveStageIds()):
            if stage and stage.numTasks > 1 and stage.numCompletedTasks:
                return stage.numCompletedTasks, stage.numTasks
        time.sleep(0.05)
    raise AssertionError("no task was done")
