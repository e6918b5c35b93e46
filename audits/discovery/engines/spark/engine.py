"""Spark: reading and parsing, spread over a cluster."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import cached_property, partial
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark import RDD
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from audits.discovery.engines.engine import Answer, Log, Read, sought_in
from audits.discovery.engines.local import DuckDB
from audits.discovery.engines.spark.parts import (
    PART,
    Numbered,
    Row,
    Told,
    parts_of,
    read_parts,
    tasks_of,
)
from audits.discovery.engines.spark.session import session as opened
from audits.discovery.engines.spark.sql import sql_of
from audits.discovery.formats.format import Format
from audits.discovery.reading.reading import Batch
from audits.discovery.selecting import expression
from audits.discovery.services import Watchlist

_ROW = "layout STRING, file STRING, `offset` BIGINT, line STRING"
_PYTHON_ERROR = re.compile(r"\w*(?:Error|Exception): ")


class Spark:
    """Reads many logs at once on the cluster at `address`; `scratch` is a folder for its files.

    Every worker has to see the logs under the same paths. `part` is how many bytes one reads at a
    time, a multiple of PIECE.
    """

    def __init__(self, address: str, *, scratch: Path, part: int = PART) -> None:
        self.address = address
        self._part = part
        self._scratch = scratch
        self._open = ExitStack()

    @cached_property
    def session(self) -> SparkSession:
        """The session on the cluster, from its first use until `close`. Raises OSError."""
        return self._open.enter_context(opened(self.address, scratch=self._scratch))

    def read(self, logs: Iterable[Log], watchlist: Watchlist) -> Iterator[Read]:
        """See Engine. Everything is read before the first batch is told."""
        logs = list(logs)
        parts = list(parts_of(logs, size=self._part))
        if parts:
            tasks = tasks_of(parts, size=self._part)
            yield from Spread(self.session, logs, tasks, watchlist).read()

    def close(self) -> None:
        self._open.close()
        self.__dict__.pop("session", None)


class Spread:
    """The reading of `logs`, each of `tasks` by one worker."""

    def __init__(
        self,
        spark: SparkSession,
        logs: Sequence[Log],
        tasks: Sequence[list[Numbered]],
        watchlist: Watchlist,
    ) -> None:
        self._spark = spark
        self._logs = logs
        self._tasks = tasks
        self._part_logs = [part.log for task in tasks for _, part in task]
        self._watchlist = watchlist

    def read(self) -> Iterator[Read]:
        try:
            told, answers = self._collected()
        except (Py4JError, PySparkException) as error:
            raise OSError(f"the cluster could not read the logs: {_cause(error)}") from error
        for one in told:
            log = self._log(one)
            batch = Batch(format=self._format(one), lines=[], **one.batch)
            rows = answers[one.part]
            own = bisect_left(rows, batch.position.offset, key=_offset)
            yield Read(log, batch, [(log.name, *row[1:]) for row in rows[:own]])
            del rows[:own]

    def _collected(self) -> tuple[list[Told], dict[int, list[Answer]]]:
        """What the batches tell, in order, and the rows of the answer by part, by offset."""
        read = self._read_parts().persist()
        told = [one for one in read.filter(_is_told).collect() if isinstance(one, Told)]
        lines = self._spark.createDataFrame(
            read.filter(lambda one: isinstance(one, Row)), _ROW, verifySchema=False
        )
        answers: dict[int, list[Answer]] = defaultdict(list)
        for sql, layouts in self._layouts(told).items():
            for row in self._run(sql, lines.where(lines.layout.isin(layouts))):
                answers[int(row[0])].append(row)
        read.unpersist()
        for part, row in self._long_ones(told):
            answers[part].append(row)
        for rows in answers.values():
            rows.sort(key=_offset)
        return told, answers

    def _read_parts(self) -> RDD[Told | Row]:
        sought = [sought_in(log, self._watchlist) for log in self._logs]
        tasks = self._spark.sparkContext.parallelize(self._tasks, len(self._tasks))
        return tasks.flatMap(partial(read_parts, logs=self._logs, sought=sought))

    def _layouts(self, told: Iterable[Told]) -> Mapping[str, list[str]]:
        """The SQL that parses the lines of each layout that any has."""
        layouts = {one.layout: self._format(one) for one in told if one.rows}
        by_sql = defaultdict(list)
        for layout, log_format in layouts.items():
            by_sql[sql_of(expression(log_format, self._watchlist))].append(layout)
        return by_sql

    def _run(self, sql: str, lines: DataFrame) -> list[Answer]:
        lines.createOrReplaceTempView("lines")
        return [tuple(row) for row in self._spark.sql(sql).collect()]

    def _long_ones(self, told: Iterable[Told]) -> Iterator[tuple[int, Answer]]:
        """By part, the rows of lines that are too long for Java: they are parsed here."""
        with closing(DuckDB()) as local:
            for one in told:
                if one.long:
                    sought = expression(self._format(one), self._watchlist)
                    yield from ((one.part, row) for row in local.run(sought, one.long))

    def _log(self, one: Told) -> Log:
        return self._logs[self._part_logs[one.part]]

    def _format(self, one: Told) -> Format:
        return self._log(one).format.under(one.batch["position"].headers)


def _is_told(one: Told | Row) -> bool:
    return isinstance(one, Told)


def _offset(row: Answer) -> int:
    return row[1]


def _cause(error: Exception) -> str:
    """The last line of the trace that Python left on a worker, or else what Java says."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in lines if _PYTHON_ERROR.match(line)), lines[0])
