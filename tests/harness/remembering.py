"""What many tests begin with: made by the actions once, and from then on put back row by row."""

import functools
from collections.abc import Callable
from copy import deepcopy
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone

from tests.harness.rows import Rows

P = ParamSpec("P")
T = TypeVar("T")

_given: list[Rows] = []


def begin_each_test_with_these_rows() -> None:
    """Let a test that commits leave the database as it is now, keys included.

    Django would empty it, table by table of all there are, and fill in what ships under new keys.
    """
    given = Rows.now()
    _given[:] = [given]
    TransactionTestCase._fixture_teardown = lambda self: given.put_back_alone()


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """The function, which makes only once a day what is made of the same arguments.

    That holds where nothing is written yet, at the beginning of a test; else it makes it anew.
    Only for texts that are published, which nobody changes: the product remembers them by their
    keys, and those are the same each time.
    """
    kept: dict[str, tuple[Rows, Any]] = {}

    @functools.wraps(make)
    def put_back_or_make(*args: P.args, **kwargs: P.kwargs) -> T:
        if not _is_untouched():
            return make(*args, **kwargs)
        key = repr((timezone.localdate(), args, kwargs))
        if key in kept:
            rows, made = kept[key]
            rows.put_back()
            return deepcopy(made)
        made = make(*args, **kwargs)
        kept[key] = Rows.now().where_not_as_in(_given[0]), deepcopy(made)
        return made

    return put_back_or_make


def _is_untouched() -> bool:
    if not _is_rolled_back():
        return Rows.now() == _given[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        return cursor.fetchone() == (True,)


def _is_rolled_back() -> bool:
    """Whether all that this test writes is in one transaction that begins with it."""
    return any(block._from_testcase for block in connection.atomic_blocks)
