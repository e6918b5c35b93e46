"""DuckDB, inside this process: the engine that needs nothing."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import duckdb
import ibis
from ibis.expr.types import Table

from audits.discovery.engines.engine import Answer, Log, Read, sought_in
from audits.discovery.reading.reading import Batch, Line, together
from audits.discovery.reading.scanning import Scanner
from audits.discovery.selecting import expression
from audits.discovery.services import Watchlist

_MEMORY = "256MB"
# A log may have as many layouts as lines.
_MOST_COMPILED = 128


class DuckDB:
    """Reads batch by batch, over a table in memory that holds the lines of one."""

    def __init__(self) -> None:
        self._compiled: dict[int, tuple[Table, str]] = {}
        self._scanner = lru_cache(Scanner)
        self._expression = lru_cache(expression)

    def read(self, logs: Iterable[Log], watchlist: Watchlist) -> Iterator[Read]:
        """See Engine. Nothing is read that is not asked for."""
        for log in logs:
            batches = log.reader(self._scanner(sought_in(log, watchlist))).batches(log.start)
            for batch in together(batches):
                yield Read(log, batch, self._answers(batch, watchlist))

    def _answers(self, batch: Batch, watchlist: Watchlist) -> list[Answer]:
        """The rows of the answer; a layout without lines needs no expression."""
        if not batch.lines:
            return []
        return self.run(self._expression(batch.format, watchlist), batch.lines)

    def close(self) -> None:
        if "_connection" in self.__dict__:
            self._connection.close()
            del self._connection

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(config={"memory_limit": _MEMORY, "threads": "1"})
        # Nothing is fetched from anywhere, and no file is read: the lines are all it sees.
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET enable_external_access = false")
        return connection

    def run(self, expression: Table, lines: Sequence[Line]) -> list[Answer]:
        """The rows of the answer. Raises duckdb.Error only where there is no memory left."""
        if not lines:
            return []
        files, offsets, texts = zip(*lines, strict=True)
        # A table that is emptied keeps its memory; one that is replaced gives it back.
        self._connection.execute(
            "CREATE OR REPLACE TABLE lines AS SELECT unnest($1::VARCHAR[]) AS file, "
            'unnest($2::BIGINT[]) AS "offset", unnest($3::VARCHAR[]) AS line',
            [list(files), list(offsets), list(texts)],
        )
        return self._connection.execute(self._sql(expression)).fetchall()

    def _sql(self, expression: Table) -> str:
        if id(expression) not in self._compiled:
            if len(self._compiled) >= _MOST_COMPILED:
                self._compiled.clear()
            self._compiled[id(expression)] = expression, ibis.to_sql(expression, dialect="duckdb")
        return self._compiled[id(expression)][1]
