"""What a format looks like: the lines that the writers of its tests write."""

from collections.abc import Iterator

from tests.audits.discovery.formats.planting import planted
from tests.audits.discovery.formats.writers import WRITERS


def seeds_of(name: str) -> Iterator[str]:
    """Texts in the format `name`: single lines, and a few of them under their header."""
    for writer in WRITERS.values():
        if writer.format == name:
            some = [event for event, _ in planted(writer, 6, seed=1)]
            yield from map(writer.line, some)
            yield writer.text(*some)
