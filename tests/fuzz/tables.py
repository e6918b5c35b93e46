"""Reads bytes as tables that stand beside the logs, and as evidence that is none."""

from contextlib import suppress
from datetime import UTC
from pathlib import Path

from audits.discovery.contacts import Contact
from audits.discovery.context.tables import BadTable, Context, read_table, table_of
from audits.discovery.evidence.reading import read_evidence
from audits.discovery.evidence.tables import evidence_of
from audits.discovery.formats.detecting import sample_of
from audits.discovery.reading.opening import Opened
from tests.audits.discovery.formats.planting import PLANTED


class Tables:
    """Reads whatever bytes there are as the table that their header tells."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, data: bytes) -> None:
        self._path.write_bytes(data)
        table = table_of(next(iter(sample_of(self._path)), ""))
        if table:
            self._read(table)

    def _read(self, table) -> None:
        context = Context()
        with suppress(BadTable):
            rows = read_table(self._path, table, context, zone=UTC)
            assert rows == len(table.into(context))
        context.records()

    def finish(self) -> None:
        """Nothing is left to do."""


class Evidence:
    """Reads whatever bytes there are as the kind of evidence that their header tells."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, data: bytes) -> None:
        self._path.write_bytes(data)
        table = evidence_of(next(iter(sample_of(self._path)), ""))
        if not table:
            return
        text = b"".join(Opened(self._path).pieces())
        end = 0
        for one in read_evidence(self._path, table, name="x", watchlist=PLANTED, zone=UTC):
            if one is None:
                continue
            assert end <= one.offset < len(text)
            if isinstance(one, Contact):
                assert one.at.tzinfo is UTC
                assert one.user
                end = one.offset + 1
            else:
                end = one.offset + one.length
                assert end <= len(text)

    def finish(self) -> None:
        """Nothing is left to do."""
