"""On which line of a TOML text each entry stands; tomllib does not say."""

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(?P<brackets>\[\[?)\s*(?P<name>{_DOTTED})\s*\]")
_ENTRY = re.compile(rf"\s*(?P<name>{_DOTTED})\s*=")
_MAY_END = ('"""', "'''", "]", "}")


class LineIndex:
    """The lines of a text that tomllib has accepted; its grammar is not checked again."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        for number, statement in _statements(text):
            if header := _HEADER.match(statement):
                table = self._open(header, number)
            elif entry := _ENTRY.match(statement):
                self._note(table + _parts(entry["name"]), number)

    def line_of(self, path: Path) -> int:
        """The line of the entry, or of the nearest entry that encloses it; the first is 1."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _open(self, header: re.Match[str], number: int) -> Path:
        *parents, last = _parts(header["name"])
        table: Path = ()
        for part in parents:
            table = self._latest((*table, part))
        table = (*table, last)
        if header["brackets"] == "[[":
            self._counts[table] = self._counts.get(table, 0) + 1
            self._note(table, number)
        table = self._latest(table)
        self._note(table, number)
        return table

    def _latest(self, table: Path) -> Path:
        """The last entry of an array of tables; any other table itself."""
        return (*table, self._counts[table] - 1) if table in self._counts else table

    def _note(self, path: Path, number: int) -> None:
        self._lines.setdefault(path, number)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Every statement with the number of its first line; a value may span several lines."""
    first, held = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        first, held = (first, f"{held}\n{line}") if held else (number, line)
        may_end = held == line or any(end in line for end in _MAY_END)
        if may_end and _is_whole(held):
            yield first, held
            held = ""


def _is_whole(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _parts(name: str) -> Path:
    """The parts of a dotted name, without the quotation marks that a part may carry."""
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))
