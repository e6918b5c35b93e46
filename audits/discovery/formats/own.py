"""Formats that somebody described, beside those that ship."""

from collections.abc import Iterable

from audits.discovery.formats import FORMATS
from audits.discovery.formats.format import Format
from audits.discovery.formats.mapping import Mapping


def with_own(mappings: Iterable[Mapping]) -> dict[str, Format]:
    """Every format that logs can be read in, by name: those that ship, and what can be used.

    A mapping never takes the name of a format that ships; of two of one name the later counts.
    """
    own = {one.name: one.format for one in mappings if not one.validate()}
    return {**FORMATS, **{name: one for name, one in own.items() if name not in FORMATS}}


def is_shipped(name: str) -> bool:
    """Whether a format that ships goes by `name`, whatever its case."""
    words = (word for one in FORMATS.values() for word in (one.name, one.label))
    return name.casefold() in {word.casefold() for word in words}
