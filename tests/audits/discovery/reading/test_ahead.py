"""Reading ahead changes nothing but the time."""

import threading
from collections.abc import Iterator

import pytest

from audits.discovery.reading.ahead import ahead


def test_items_come_in_order_and_falsy_ones_too() -> None:
    assert list(ahead(iter([b"", 1, None, b"x"]))) == [b"", 1, None, b"x"]


def test_the_next_is_fetched_while_one_is_used() -> None:
    fetched = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        fetched.set()
        yield 2

    reading = ahead(items())

    assert next(reading) == 1
    assert fetched.wait(timeout=10)
    assert list(reading) == [2]


def test_what_raises_while_fetching_raises_after_the_items_before() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    reading = ahead(items())

    assert next(reading) == 1
    with pytest.raises(OSError, match="gone"):
        next(reading)


def test_no_thread_is_left_where_reading_is_given_up() -> None:
    before = threading.active_count()
    reading = ahead(iter(range(100)))
    next(reading)

    reading.close()

    assert threading.active_count() == before
