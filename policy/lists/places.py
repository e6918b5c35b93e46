"""Places in a list: numbers with room between them, so that no entry ever has to move."""

from collections.abc import Iterable
from decimal import Decimal

STEP = Decimal(1000)
SMALLEST = Decimal("0.000000000001")


class NoRoom(ValueError):
    """Between the two entries there is no room left for another."""


def place_after(place: Decimal | None, taken: Iterable[Decimal]) -> Decimal:
    """A free place right after `place`, or at the beginning where that is None."""
    lower = Decimal(0) if place is None else place
    upper = min((other for other in taken if other > lower), default=None)
    if upper is None:
        return lower + STEP
    middle = ((lower + upper) / 2).quantize(SMALLEST)
    if not lower < middle < upper:
        raise NoRoom
    return middle
