"""What an input looks like at first, and the words that it is likely to be made of."""

import gzip
import re
from collections.abc import Iterable, Iterator

import zstandard

from audits.discovery.context.tables import TABLES
from audits.discovery.evidence.tables import EVIDENCE
from tests.audits.discovery.formats.columns.kinds import PIECES
from tests.audits.discovery.formats.planting import LOOK_ALIKES, REACHED, planted
from tests.audits.discovery.formats.writers import WRITERS
from tests.fuzz.groups import GROUPS, SEEDED_AS

# libFuzzer takes no longer ones.
_LONGEST_WORD = 60
_CELLS = (
    "2020-09-01T17:20:00Z", "02/03/2020 10:05", "clearview.ai", "Clearview AI", "31234",
    "prohibited", "10.1.2.3", "ada.crane@police.example", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
)  # fmt: skip


def seeds_of(name: str) -> Iterator[bytes]:
    """Inputs of what is fuzzed as `name`: short ones, as libFuzzer makes more of those."""
    if name in GROUPS:
        for log_format in SEEDED_AS.get(name, GROUPS[name]):
            yield from _of_format(log_format)
    elif name == "detecting":
        yield from (seed for group in GROUPS for seed in seeds_of(group))
    elif name == "opening":
        for text in _of_format("squid"):
            yield from (
                gzip.compress(text),
                zstandard.compress(text),
                text.decode().encode("utf-16"),
            )
    else:
        yield from _HEADED.get(name, ())


def _of_format(name: str) -> Iterator[bytes]:
    """Single lines, and two of them under their header."""
    for writer in WRITERS.values():
        if writer.format == name:
            some = [event for event, _ in planted(writer, 30, seed=1)]
            yield from (writer.line(event).encode() for event in some)
            yield writer.text(*some[:2]).encode()


def _tables(*headers: Iterable[str]) -> list[bytes]:
    """Each header over a row in which a cell of each kind stands everywhere, and rows of all."""
    seeds = []
    for columns in headers:
        names = list(columns)
        seeds += [_table(names, [cell] * len(names)) for cell in _CELLS]
        seeds.append(_table(names, *([*_CELLS[at:], *_CELLS][: len(names)] for at in range(9))))
    return seeds


def _table(*rows: Iterable[str]) -> bytes:
    return "\n".join(map(",".join, rows)).encode()


_HEADED = {
    "tables": _tables(*(sorted(table.columns) for table in TABLES)),
    "evidence": _tables(*([choice[0] for choice in table.needs] for table in EVIDENCE)),
}


def words_of(name: str) -> Iterator[bytes]:
    """What libFuzzer puts into inputs: names, dividers, hosts, and pieces that are hard to read."""
    words = {*PIECES, *_CELLS, *REACHED["host"], *LOOK_ALIKES["host"], "203.0.113.7"}
    for seed in seeds_of(name) if name != "opening" else ():
        words |= set(re.findall(r'[\t,{ |^]?[^\t\n,{ |^]+[=:]"?|[#\w.-]+', seed.decode()))
    encoded = {word.encode() for word in words}
    yield from sorted(word for word in encoded if word and len(word) <= _LONGEST_WORD)


def dictionary_of(name: str) -> str:
    """The words of `name` as libFuzzer reads them."""
    return "".join(
        '"' + "".join(f"\\x{byte:02X}" for byte in word) + '"\n' for word in words_of(name)
    )
