"""What a log format is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypedDict

from audits.discovery.formats.clocks import Clock
from audits.discovery.formats.columns import NOTHING, Both, Column, Pattern


class Shows(StrEnum):
    """What a line tells of a contact, from least to most."""

    ADDRESSES = "addresses"
    NAMES = "names"
    SIGN_INS = "sign-ins"
    REQUESTS = "requests"


class Values(TypedDict, total=False):
    """Where the values of a line stand, but for its time."""

    user: Column
    client: Column
    forwarded: Column
    device: Column
    host: Column
    url: Column
    method: Column
    outcome: Column
    peer: Column


# The shape of lines whose layout no header line has told yet.
NEVER = Pattern(r"^\b$")


# The ranks of formats that ship with Gatehouse, and of what somebody described.
SHIPPED, OWN = 0, 1


class Header(Protocol):
    """Fits header lines."""

    def read(self, line: str) -> str:
        """What `line` sets; "" where it is no header line."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """Where the values of a line stand, and what such a log can show at all.

    `shape` fits each line of the format: by it the format is recognized, and a line that it does
    not fit cannot be read. Where header lines say how the others are laid out, `header` fits each
    of them, its group 1 being what the line sets; `markers` are literals, one of which stands in
    every header line whatever its case; and `laid_out` makes the format out of the newest header
    line of each kind.

    Files are recognized by the formats of a lower `rank` first; where it is None, a file is read in
    the format only where that is named.

    `client` is where the address stands that a request was sent from, and `forwarded` that of whom
    it is said to be passed on for. `applications` are where the names of applications stand; the
    first that is looked for counts.
    `shows` is the most that a line of it tells of a contact: DNS shows a name, a tunnel a host, and
    only what shows requests can show a search. Where a log mixes them, a line may show less; what
    it does show, its contact says.

    `dots` are how the dots in a name may be written.
    """

    name: str
    label: str
    shape: Pattern | Both
    time: Column
    clock: Clock
    user: Column = NOTHING
    client: Column = NOTHING
    forwarded: Column = NOTHING
    device: Column = NOTHING
    host: Column = NOTHING
    url: Column = NOTHING
    method: Column = NOTHING
    outcome: Column = NOTHING
    applications: tuple[Column, ...] = ()
    peer: Column = NOTHING
    shows: Shows = Shows.REQUESTS
    names_users: bool = True
    header: Header | None = None
    markers: tuple[bytes, ...] = ()
    laid_out: Callable[[Mapping[str, str]], "Format"] | None = None
    rank: int | None = SHIPPED
    dots: tuple[str, ...] = (".",)

    def fits(self, line: str) -> bool:
        return self.shape.found(line)

    def sets(self, line: str) -> str:
        """What `line` sets, where it is a header line; "" otherwise."""
        return self.header.read(line).lower() if self.header else ""

    def written(self, literals: Iterable[str]) -> list[str]:
        """`literals` in each way in which lines may write them."""
        return [literal.replace(".", dot) for literal in literals for dot in self.dots]

    def under(self, headers: Mapping[str, str]) -> "Format":
        """The format as the header lines in force lay it out, each under what it sets."""
        return self.laid_out(headers) if self.laid_out else self
