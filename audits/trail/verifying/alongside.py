"""Work on a second connection that sees the same state of the database."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")


class Alongside:
    """Within a snapshot of its own, other work may be done in a thread; else it waits its turn.

    Nobody else sees what a transaction that is open already has written.
    """

    def __init__(self, *, own_snapshot: bool) -> None:
        self._name = _export() if own_snapshot else ""
        self._threads = ThreadPoolExecutor(max_workers=1)

    def start(self, work: Callable[[], T]) -> Callable[[], T]:
        """Begins; what is returned waits for the end, and answers or raises as `work` did."""
        if not self._name:
            return work
        future: Future[T] = self._threads.submit(self._in_same_snapshot, work)
        return future.result

    def _in_same_snapshot(self, work: Callable[[], T]) -> T:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SET TRANSACTION SNAPSHOT %s", [self._name])
                return work()
        finally:
            connection.close()


def _export() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
    return str(name)
