"""The rows of a test's database: read as they are, and put back as they once were."""

from collections.abc import Iterable, Mapping
from typing import Self

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace NOT IN ('pg_catalog'::regnamespace,
                                                 'information_schema'::regnamespace)
    ORDER BY 1
"""


class Rows:
    """The rows of each table that has any, in the text that PostgreSQL copies out and in.

    Where in a table a row lies makes no difference.
    """

    __hash__ = None

    def __init__(self, of: Mapping[str, bytes]) -> None:
        self._of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and not self.where_not_as_in(other)._of

    @classmethod
    def now(cls) -> Self:
        with connection.cursor() as cursor:
            return cls({table: _copied_out(cursor, table) for table in _filled(cursor)})

    def where_not_as_in(self, others: "Rows") -> "Rows":
        """The tables that differ from `others`, with those that are empty here."""
        tables = {**dict.fromkeys(others._of, b""), **self._of}
        differ = [name for name in tables if not _same(tables[name], others._of.get(name, b""))]
        return Rows({name: tables[name] for name in differ})

    def put_back(self) -> None:
        """Make the rows of these tables what they were, past the triggers; the others stay."""
        with transaction.atomic(), connection.cursor() as cursor:
            _replace(cursor, self._of.keys() & _filled(cursor), self._of)

    def put_back_alone(self) -> None:
        """Empty the other tables too; whoever is writing to any is waited for.

        In a deadlock with a request that a closing browser sent last, the request gives up.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '1min'")
            cursor.execute(f"LOCK TABLE {', '.join(_tables(cursor))}")
            _replace(cursor, _filled(cursor), self._of)


def _same(one: bytes, other: bytes) -> bool:
    return one == other or sorted(one.splitlines()) == sorted(other.splitlines())


def _replace(cursor: CursorWrapper, filled: Iterable[str], of: Mapping[str, bytes]) -> None:
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table in filled:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a table of ours)
    for table, rows in of.items():
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(rows)
    cursor.execute("SET LOCAL session_replication_role = origin")


def _copied_out(cursor: CursorWrapper, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(map(bytes, copy))


def _filled(cursor: CursorWrapper) -> list[str]:
    some = [
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})"  # noqa: S608 (a table of ours)
        for table in _tables(cursor)
    ]
    return _names(cursor, " UNION ALL ".join(some))


def _tables(cursor: CursorWrapper) -> list[str]:
    return _names(cursor, _TABLES)


def _names(cursor: CursorWrapper, query: str) -> list[str]:
    cursor.execute(query)
    return [name for (name,) in cursor.fetchall()]
