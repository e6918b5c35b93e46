"""An entry read back out of its sealed bytes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from audits.trail.models import Position

# Columns of a row as they were told: text, or None where there was nothing.
Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Told:
    """One entry in its place. `entry` and `content` are the members of the two sealed texts.

    `content` is None where an approved act sealed it away.
    """

    index: int
    at: datetime
    transaction: int
    entry: Mapping[str, str | None]
    content: Mapping[str, Row | None] | None
    # Whether the content is there, and not for whoever reads.
    is_withheld: bool = False

    @property
    def verb(self) -> str:
        return self.entry["verb"] or ""

    @property
    def kind(self) -> str:
        return self.entry["kind"] or ""

    @property
    def key(self) -> str:
        return self.entry["key"] or ""

    @property
    def actor(self) -> str:
        return self.entry["actor"] or ""

    @property
    def account(self) -> str | None:
        return self.entry["account"]

    @property
    def request(self) -> str | None:
        return self.entry["request"]

    @property
    def person(self) -> str | None:
        return self.entry["person"]

    @property
    def is_sealed(self) -> bool:
        return self.content is None

    @property
    def before(self) -> Row:
        return (self.content or {}).get("before") or {}

    @property
    def after(self) -> Row:
        return (self.content or {}).get("after") or {}

    @property
    def reason(self) -> str:
        return str((self.content or {}).get("reason") or "")

    @property
    def web(self) -> str:
        return self.entry["web"] or ""

    @cached_property
    def row(self) -> Row:
        """What was told of the row, as it was after, or before it went."""
        return {**self.before, **self.after}


def read(position: Position) -> Told:
    """The entry at `position`, which was loaded with its `entry`."""
    entry = position.entry
    content = None if entry.content is None else json.loads(bytes(entry.content))
    return Told(
        index=position.index,
        at=position.at,
        transaction=entry.transaction,
        entry=json.loads(bytes(entry.entry)),
        content=content,
    )


def read_all(positions: Iterable[Position]) -> list[Told]:
    return [read(position) for position in positions]
