"""Writes the logs, their context and the truth into a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from config.demo.logs.background.crowd import Crowd
from config.demo.logs.background.lines import lines_of
from config.demo.logs.context.logons import make_logons
from config.demo.logs.context.sessions import make_tunnels
from config.demo.logs.context.writing import write_context
from config.demo.logs.files import write_lines
from config.demo.logs.formats import zeek
from config.demo.logs.network import make_network
from config.demo.logs.people import Cast, make_force
from config.demo.logs.period import Period, stream
from config.demo.logs.planning import make_plan
from config.demo.logs.planting.around import plant_around, plant_runs
from config.demo.logs.planting.scene import Log, Scene
from config.demo.logs.planting.searches import plant_searches
from config.demo.logs.truth import Truth, tell_truth

LINES = 1_000_000
UNTIL = date(2020, 11, 13)  # the day of the notice
ZSTANDARD = 6  # the number of the rotated file that is packed another way

FORMATS = {
    Log.SQUID: "squid",
    Log.ZEEK_CONN: "zeek",
    Log.ZEEK_DNS: "zeek",
    Log.ZEEK_HTTP: "zeek",
    Log.ZEEK_SSL: "zeek",
    Log.UMBRELLA_DNS: "umbrella_dns",
    Log.UMBRELLA_PROXY: "umbrella_proxy",
}


def write_logs(
    directory: Path, *, seed: int, lines: int = LINES, until: date = UNTIL,
    cast: Cast | None = None,
) -> Truth:  # fmt: skip
    """Writes 90 days before `until` with `lines` lines of others; docs/demo-logs.md says what.

    The directory must be new or empty. Of 9,000 people, 27 are found: those of a `cast`, or else
    drawn. Raises ValueError for another number of culprits, OSError where it cannot be written.
    """
    period = Period.before(until)
    force = make_force(stream(seed, "people"), cast)
    network = make_network(stream(seed, "network"), period, force)
    plan = make_plan(stream(seed, "plan"), period, force, network, cast)
    tunnels = make_tunnels(stream(seed, "tunnels"), period, force, plan)
    logons = make_logons(stream(seed, "logons"), period, force, network, plan)
    scene = Scene(stream(seed, "scene"), period, force, network)
    plant_searches(scene, plan, tunnels)
    plant_runs(scene, plan)
    plant_around(scene)
    directory.mkdir(parents=True, exist_ok=True)
    write_context(
        directory / "context", force=force, network=network, plan=plan, tunnels=tunnels,
        logons=logons,
    )  # fmt: skip
    files = _Files(directory, scene, Crowd(seed, lines, period, force, network)).write()
    truth = tell_truth(seed=seed, period=period, force=force, plan=plan, scene=scene, files=files)
    truth.write(directory / ".truth.json")
    return truth


@dataclass(frozen=True)
class _Files:
    directory: Path
    scene: Scene
    crowd: Crowd

    def write(self) -> dict[str, dict[str, Any]]:
        """Path below the directory -> format and number of lines."""
        for folder in ("squid", "zeek", "umbrella/dnslogs", "umbrella/proxylogs"):
            (self.directory / folder).mkdir(parents=True)
        files = chain.from_iterable(map(self._of_log, Log))
        return {path: {"format": name, "lines": count} for path, name, count in sorted(files)}

    def _of_log(self, log: Log) -> Iterator[tuple[str, str, int]]:
        period = self.crowd.period
        lines = merge(sorted(self.scene.lines[log]), lines_of(self.crowd, log))
        for week, group in groupby(lines, key=lambda line: period.week_of(line[0])):
            path = self._path(log, week)
            before, after = self._around(log, week)
            texts = chain(before, (text for _at, text in group), after)
            count = write_lines(self.directory / path, texts)
            headers = 0 if log == Log.SQUID else len(before) + len(after)
            yield path, FORMATS[log], count - headers

    def _path(self, log: Log, week: int) -> str:
        day, number = self.crowd.period.first_day(week), self.crowd.period.weeks - 1 - week
        if log == Log.SQUID:
            suffix = "zst" if number == ZSTANDARD else "gz"
            return f"squid/access.log.{number}.{suffix}" if number else "squid/access.log"
        if FORMATS[log] == "zeek":
            return f"zeek/{log}.{day}.log.gz"
        return f"umbrella/{log}/{day}.csv.gz"

    def _around(self, log: Log, week: int) -> tuple[list[str], list[str]]:
        """What a file begins and ends with beside the lines of its week."""
        period = self.crowd.period
        if log == Log.SQUID:
            return self.scene.repeated.get(week, []), []
        if FORMATS[log] == "zeek":
            return zeek.header(log, period, week), zeek.footer(period, week)
        return [], []
