"""Reading ahead: what comes next is fetched while what came is worked on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Iterator[T]:
    """`items`, each of which is fetched in another thread while the one before it is used.

    What raises there raises here, after the items before it.
    """
    with ThreadPoolExecutor(max_workers=1) as other:
        coming = other.submit(_next, items)
        while item := coming.result():
            coming = other.submit(_next, items)
            yield item[0]


def _next(items: Iterator[T]) -> tuple[T] | None:
    """The next item, in a tuple, as it may be anything; None after the last."""
    return next(((item,) for item in items), None)
