"""The lists as they stand, read once for every edition of them.

The database gives the lists a new stamp with each write. A process keeps what it read under that
stamp, and asks for the stamp at most once in a web request, and outside of one whenever it reads.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from policy.lists.choices import ListName
from policy.lists.models import Edition, Entry
from policy.lists.shipped import shipped

# Words stay lazy, so that a page shows them in the reader's language.
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list as it is read; `attempt_of` is the code of another, or empty."""

    code: str
    words: Words
    since: date | None = None
    until: date | None = None
    attempt_of: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, eq=False)
class Lists:
    """Every list, each with all the entries that it ever had, by code and in order."""

    stamp: UUID | None
    items: Mapping[str, Mapping[str, Item]]

    def codes(self, name: ListName) -> list[str]:
        return list(self.items[name])

    def words(self, name: ListName, code: str) -> Words:
        """The words of a code; the code itself where the list has no such entry."""
        item = self.items[name].get(code)
        return item.words if item else code

    def choices(self, name: ListName) -> list[tuple[str, Any]]:
        return [(item.code, item.words) for item in self.items[name].values()]

    def offered(self, name: ListName, day: date) -> list[tuple[str, Any]]:
        """Code and words of the entries that may be chosen on `day`."""
        return [(item.code, item.words) for item in self.items[name].values() if item.holds_on(day)]

    def is_offered(self, name: ListName, code: str, day: date) -> bool:
        item = self.items[name].get(code)
        return item is not None and item.holds_on(day)

    def is_attempt(self, code: str) -> bool:
        """Is this offense an attempt that the law knows as an offense of its own?"""
        item = self.items[ListName.OFFENSE].get(code)
        return bool(item and item.attempt_of)


@dataclass
class _Reading:
    """What one web request reads: the lists, once somebody needed them."""

    lists: Lists | None = None


_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)
# Only the latest: an edition that is past is not read again, but for a moment.
_latest: dict[UUID | None, Lists] = {}


@contextmanager
def read_once() -> Iterator[None]:
    """Within it, the lists are asked for once and stay the same until someone writes to them."""
    with _reading_as(_Reading()):
        yield


@contextmanager
def read_shipped() -> Iterator[None]:
    """Within it, the lists are those that ship: for what has to do without a database."""
    with _reading_as(_Reading(Lists(None, _with_shipped({})))):
        yield


@contextmanager
def _reading_as(reading: "_Reading") -> Iterator[None]:
    token = _reading.set(reading)
    try:
        yield
    finally:
        _reading.reset(token)


def forget() -> None:
    """After a write: what this web request has read of the lists is old."""
    if reading := _reading.get():
        reading.lists = None


def current() -> Lists:
    """The lists as they stand now."""
    reading = _reading.get()
    if reading is None:
        return _at(_stamp())
    if reading.lists is None:
        reading.lists = _at(_stamp())
    return reading.lists


def words_of(name: ListName, code: str) -> Words:
    return current().words(name, code)


def _stamp() -> UUID | None:
    return Edition.objects.values_list("stamp", flat=True).first()


def _at(stamp: UUID | None) -> Lists:
    """The lists of this edition; of a newer one where someone writes at this very moment."""
    found = _latest.get(stamp)
    if found is None:
        found = Lists(stamp, _read())
        _latest.clear()
        _latest[stamp] = found
    return found


def _read() -> dict[str, dict[str, Item]]:
    items: dict[str, dict[str, Item]] = {}
    columns = ("list", "code", "words", "since", "until", "attempt_of__code")
    for name, code, words, since, until, attempt_of in Entry.objects.order_by(
        "position"
    ).values_list(*columns):
        # Shipped words that nobody changed are found in the catalogs of translations.
        items.setdefault(name, {})[code] = Item(
            code, gettext_lazy(words), since, until, attempt_of or ""
        )
    return _with_shipped(items)


def _with_shipped(items: Mapping[str, Mapping[str, Item]]) -> dict[str, dict[str, Item]]:
    """The entries of each list, and those that ship where it lacks them."""
    return {
        name.value: {
            **items.get(name, {}),
            **{
                code: Item(code, words)
                for code, words in shipped(name).items()
                if code not in items.get(name, {})
            },
        }
        for name in ListName
    }
