"""Discovery over a proxy's log of millions of lines, beside ripgrep and a plain DuckDB filter."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter

from audits.discovery.catalog import watched
from tests.bench.measuring import Row

LINES, TIMES = 5_000_000, 10
PEOPLE, SEARCHERS, DAYS = 2000, 20, 90
COUNTY = "facesearch.county.example"
SEARCHES, MENTIONS = 475, 2000
ROUNDS = 3
BLOCK = 50_000
BEGIN = 1_600_000_000

ROOT = Path(__file__).parents[2]
MEGABYTE = 1 << 10  # of what the system counts in kilobytes

FILTER = """
import duckdb, sys
literals = open(sys.argv[2]).read().split()
condition = " OR ".join(f"contains(line, '{one}')" for one in literals)
print(duckdb.connect().execute(
    f"SELECT count(*) FROM read_csv('{sys.argv[1]}', columns={{'line': 'VARCHAR'}}, delim='\\x01',"
    f" header=false, quote='', escape='', auto_detect=false) WHERE {condition}"
).fetchone()[0])
"""


def rows() -> list[Row]:
    """The benchmark's rows; some minutes, most of them to write the logs. `rg` is ripgrep."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        literals = folder / "literals"
        literals.write_text("".join(f"{one}\n" for one in watched().literals), encoding="utf-8")
        log, longer = folder / "access.log", folder / "longer.log"
        write(log, LINES)
        write(longer, LINES * TIMES)
        return _rows(log, longer, literals)


def _rows(log: Path, longer: Path, literals: Path) -> list[Row]:
    calls = (
        discover(log),
        ["rg", "-F", "-c", "-f", str(literals), str(log)],
        [sys.executable, "-c", FILTER, str(log), str(literals)],
    )
    ours, ripgrep, filtered = _medians(calls)
    seconds, memory, answer = run(discover(longer))
    if json.loads(answer)["searches"] != SEARCHES:
        raise AssertionError(answer)
    what = f"discovery in {LINES:,} lines of Squid, the whole command"
    beside_rg = Row(
        what, f"{ours:.2f} s", f"{ripgrep:.2f} s by rg -F", f"{ours / ripgrep:.2f}", "at most 3"
    )
    beside_duckdb = Row(
        what,
        f"{ours:.2f} s",
        f"{filtered:.2f} s by DuckDB's filter alone",
        f"{ours / filtered:.2f}",
        "at most 1.3",
    )
    longer_log = Row(
        f"discovery in {LINES * TIMES:,} lines",
        f"{seconds:.1f} s",
        f"{ours:.2f} s for a tenth of them",
        f"{seconds / ours:.1f}",
        f"at most {TIMES + 1}",
    )
    peak = Row(
        f"peak memory of discovery in {LINES * TIMES:,} lines",
        f"{memory / MEGABYTE:.0f} MB",
        "–",
        "–",
        "under 500 MB",
    )
    return [beside_rg, beside_duckdb, longer_log, peak]


def discover(*paths: Path) -> list[str]:
    return [sys.executable, "manage.py", "discover", *map(str, paths), "--json"]


def _medians(calls: Sequence[Sequence[str]]) -> list[float]:
    """Median seconds of each command; they take turns, and the file is warm."""
    taken: list[list[float]] = [[] for _ in calls]
    for turn in range(ROUNDS + 1):
        for call, times in zip(calls, taken, strict=True):
            seconds, _memory, _answer = run(call)
            if turn:
                times.append(seconds)
    return [sorted(times)[ROUNDS // 2] for times in taken]


def run(command: Sequence[str], **more: str) -> tuple[float, int, str]:
    """Seconds, peak memory in kilobytes, and what it said."""
    start = perf_counter()
    with tempfile.TemporaryFile("w+") as answer:
        process = subprocess.Popen(command, stdout=answer, cwd=ROOT, env={**_environment(), **more})
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = perf_counter() - start
        answer.seek(0)
        return seconds, usage.ru_maxrss, answer.read()


def _environment() -> dict[str, str]:
    """This run's, without the tests' settings."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**inherited, "DJANGO_SETTINGS_MODULE": "config.settings"}


def write(path: Path, lines: int, *, contacts: int = 0) -> None:
    """A log of so many lines, with 475 searches and 2,000 mentions spread evenly among them.

    With `contacts`, it has so many lines more of people on the county's system instead.
    """
    blocks = lines // BLOCK
    quiet = "".join(_quiet(Random(1)))  # noqa: S311
    hits = [*_searches(SEARCHES), *_mentions(MENTIONS)]
    known = contacts_of(contacts)
    with path.open("w", encoding="utf-8") as file:
        for number in range(blocks):
            file.write(quiet)
            file.writelines(islice(known, contacts // blocks) if contacts else hits[number::blocks])


def contacts_of(count: int) -> Iterator[str]:
    """Pages of the county's system by 2,000 people within 90 days; 20 of them search, too."""
    random = Random(2)  # noqa: S311
    for number in range(count):
        who = random.randrange(PEOPLE)
        searches = who < SEARCHERS and number % 2
        yield (
            f"{BEGIN + DAYS * 86_400 * number / count:.3f}    211 10.1.{who // 250}.{who % 250}"
            f" TCP_MISS/200 4321 {'POST' if searches else 'GET'} https://{COUNTY}/"
            f"{'search' if searches else 'page'}?{count}-{number} POLICE\\{30000 + who}"
            " HIER_DIRECT/198.51.100.9 text/html\n"
        )


def _quiet(random: Random) -> Iterator[str]:
    hosts = [f"www.{number}.example" for number in range(3000)]
    for number in range(BLOCK):
        client = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(1, 255)}"
        yield (
            f"{BEGIN + number}.{number % 1000:03d} {random.randrange(90000):6d} {client}"
            f" TCP_TUNNEL/200 {random.randrange(100, 99999)} CONNECT {random.choice(hosts)}:443"
            f" POLICE\\u{random.randrange(30000, 39000)} HIER_DIRECT/198.51.100.7 -\n"
        )


def _searches(count: int) -> Iterator[str]:
    for number in range(count):
        yield (
            f"{BEGIN + 60 * number}.000    211 10.1.2.3 TCP_MISS/200 4321 POST"
            f" https://app.clearview.ai/api/v1/search POLICE\\u{30000 + number % 27}"
            " HIER_DIRECT/203.0.113.20 text/html\n"
        )


def _mentions(count: int) -> Iterator[str]:
    for number in range(count):
        yield (
            f"{BEGIN + number}.500    211 10.1.2.3 TCP_MISS/200 4321 GET"
            f" https://search.example/?q=clearview.ai&n={number} -"
            " HIER_DIRECT/198.51.100.7 text/html\n"
        )
