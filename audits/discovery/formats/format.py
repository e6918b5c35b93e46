"""What a log format is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from audits.discovery.formats.clocks import Clock
from audits.discovery.formats.columns import NOTHING, Column, Pattern


class Shows(StrEnum):
    """What a line tells of a contact, from least to most."""

    ADDRESSES = "addresses"
    NAMES = "names"
    SIGN_INS = "sign-ins"
    REQUESTS = "requests"


@dataclass(frozen=True, kw_only=True)
class Format:
    """Where the values of a line stand, and what such a log can show at all.

    `shape` fits each line of the format: by it the format is recognized, and a line that it does
    not fit cannot be read. Where header lines say how the others are laid out, `header` fits each
    of them, its group 1 being what the line sets; `markers` are literals, one of which stands in
    every header line whatever its case; and `laid_out` makes the format out of the newest header
    line of each kind.

    `shows` says what the log tells of a contact: DNS shows a name, a tunnel a host, and only what
    shows requests can show a search.
    """

    name: str
    label: str
    shape: Pattern
    time: Column
    clock: Clock
    user: Column = NOTHING
    client: Column = NOTHING
    device: Column = NOTHING
    host: Column = NOTHING
    url: Column = NOTHING
    method: Column = NOTHING
    outcome: Column = NOTHING
    peer: Column = NOTHING
    shows: Shows = Shows.REQUESTS
    names_users: bool = True
    header: Pattern | None = None
    markers: tuple[bytes, ...] = ()
    laid_out: Callable[[Mapping[str, str]], "Format"] | None = None

    def fits(self, line: str) -> bool:
        return bool(self.shape.compiled.search(line))

    def sets(self, line: str) -> str:
        """What `line` sets, where it is a header line; "" otherwise."""
        return self.header.read(line).lower() if self.header else ""

    def under(self, headers: Mapping[str, str]) -> "Format":
        """The format as the header lines in force lay it out, each under what it sets."""
        return self.laid_out(headers) if self.laid_out else self
