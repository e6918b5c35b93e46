"""What a format looks like: the lines that the writers of its tests write."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from tests.audits.discovery import formats
from tests.audits.discovery.formats.events import Writer, events


def seeds_of(name: str) -> Iterator[str]:
    """Texts in the format `name`: single lines, and a few of them under their header."""
    for writer in _writers():
        if writer.format == name:
            some = list(events(6, seed=1))
            yield from map(writer.line, some)
            yield writer.text(*some)


def _writers() -> Iterator[Writer]:
    """The writers in every module of the tests whose name ends with "writers"."""
    for found in pkgutil.iter_modules(formats.__path__, f"{formats.__name__}."):
        if found.name.endswith("writers"):
            yield from import_module(found.name).WRITERS.values()
