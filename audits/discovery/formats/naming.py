"""Columns found by their names, where a header line lays them out."""

from collections.abc import Callable, Sequence

from audits.discovery.formats.columns import NOTHING, Column, first_of

# From names, of which the first that a log has counts, to the column.
Named = Callable[..., Column]


def named_by(fields: Sequence[str], value: Callable[[int], Column]) -> Named:
    """The columns of a log whose header names `fields`; `value` makes one from its number (from 0).

    Where it has none of the names asked for, the column is NOTHING.
    """

    def named(*names: str) -> Column:
        found = [value(fields.index(name)) for name in names if name in fields]
        return first_of(*found) if found else NOTHING

    return named
