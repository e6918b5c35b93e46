"""Asks the engine about many lines at once: to ask about each takes a hundred times as long."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from random import Random

from ibis.expr.types import Table

from audits.discovery import selecting
from audits.discovery.contacts import Contact, contacts_of
from audits.discovery.engines.engine import Answer
from audits.discovery.engines.local import DuckDB
from audits.discovery.formats.clocks import Bearings
from audits.discovery.people.proxies import Proxies
from tests.audits.discovery.formats.both import columns_of, reading
from tests.audits.discovery.formats.planting import PLANTED
from tests.fuzz.layouts import Layout
from tests.fuzz.reached import check_contact

BEARINGS = Bearings(UTC, datetime(2020, 11, 13, tzinfo=UTC))
# Lines that are held for one question; and layouts, as each needs three expressions of its own.
_LINES, _LAYOUTS = 600, 3
# Of lines that have values in the same columns so many are taken, and this share of the rest.
_ALIKE, _SHARE = 40, 0.1


@dataclass(frozen=True)
class Held:
    """What Python read in a line, and the input that it comes from."""

    values: tuple[str, ...]
    fits: bool
    is_sought: bool
    data: bytes


@dataclass
class Later:
    """Holds lines by their layout until they are enough. `tell` is given the input that is at
    fault, as by then the fuzzer has others."""

    tell: Callable[[bytes], None]
    _held: dict[Layout, dict[str, Held]] = field(default_factory=dict)
    _seen: Counter[tuple] = field(default_factory=Counter)
    _number: int = 0
    _random: Random = field(default_factory=lambda: Random(1))  # noqa: S311

    def add(self, layout: Layout, line: str, held: Held) -> None:
        """Takes a line that has values in other columns than those before; few of the rest."""
        lines = self._held.setdefault(layout, {})
        kind = layout.format.name, held.fits, held.is_sought, *map(bool, held.values)
        self._seen[kind] += 1
        if self._seen[kind] <= _ALIKE or self._random.random() < _SHARE:
            self._number += line not in lines
            lines[line] = held

    def ask_if_enough(self) -> None:
        if self._number >= _LINES:
            self.ask()

    def ask(self) -> None:
        """Raises AssertionError where the engine reads a line otherwise than Python does."""
        held, self._held, self._number = self._held, {}, 0
        engine = DuckDB()
        for layout in self._random.sample(list(held), min(_LAYOUTS, len(held))):
            self._check(_Asked(engine, layout, held[layout]))
        engine.close()

    def _check(self, asked: "_Asked") -> None:
        for line, what in asked.faults():
            self.tell(asked.held[line].data)
            raise AssertionError(f"{asked.layout.format.name}: {what}: {line!r}")


@dataclass(frozen=True)
class _Asked:
    """Lines of one layout, and what the engine answers."""

    engine: DuckDB
    layout: Layout
    held: dict[str, Held]

    def faults(self) -> Iterator[tuple[str, str]]:
        """Each line that is read wrongly, and how."""
        yield from self._read_twice()
        yield from self._not_found()

    def _read_twice(self) -> Iterator[tuple[str, str]]:
        rows = self._run(_reading(self.layout), self.held)
        for (at, *values), (line, held) in zip(sorted(rows), self.held.items(), strict=True):
            if tuple(values) != held.values:
                yield line, f"read twice at {at}, {tuple(values)} and {held.values}"

    def _not_found(self) -> Iterator[tuple[str, str]]:
        """Where the scan, or the literals of the expression, hide what the parse would find."""
        every = self._answers(_without_literals(self.layout), self.held)
        sought = [line for line, held in self.held.items() if held.is_sought]
        found = self._answers(_expression(self.layout), sought)
        for line, row in every.items():
            readable = row[selecting.ANSWER.index("readable")]
            if readable != self.held[line].fits:
                yield line, f"the engine says {readable} to its shape"
            elif line not in found and readable:
                yield line, "the scan hides it"
        yield from self._not_reached(found)

    def _not_reached(self, found: dict[str, Answer]) -> Iterator[tuple[str, str]]:
        told = contacts_of(
            found.values(),
            log_format=self.layout.format,
            watchlist=PLANTED,
            bearings=BEARINGS,
            proxies=Proxies(["10.1.2.3"]),
            undecodable={},
        )
        for (line, row), one in zip(found.items(), told, strict=True):
            fault = check_contact(one, row) if isinstance(one, Contact) else ""
            if fault:
                yield line, fault

    def _answers(self, expression: Table, lines: Iterable[str]) -> dict[str, Answer]:
        rows = self._run(expression, lines)
        return {row[selecting.ANSWER.index("line")]: row for row in rows}

    def _run(self, expression: Table, lines: Iterable[str]) -> list[Answer]:
        return self.engine.run(expression, [("x", at, line) for at, line in enumerate(lines)])


@lru_cache(64)
def _reading(layout: Layout) -> Table:
    return reading(columns_of(layout.format))


@lru_cache(64)
def _expression(layout: Layout) -> Table:
    return selecting.expression(layout.format, PLANTED)


@lru_cache(64)
def _without_literals(layout: Layout) -> Table:
    """What `selecting.expression` answers, of every line."""
    lines = selecting._lines()
    parsed = selecting._parsed(lines, layout.format, PLANTED.application_pattern)
    return selecting._decided(parsed, PLANTED)
