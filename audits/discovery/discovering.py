"""The whole of discovery: files in, and what they show out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import groupby
from pathlib import Path

from audits.discovery.blindness import Blindness, Source, blindness
from audits.discovery.context.tables import Context, read_table, table_of
from audits.discovery.counting.tally import Tally
from audits.discovery.engines.engine import Log
from audits.discovery.evidence.reading import read_evidence
from audits.discovery.evidence.tables import EvidenceTable, evidence_of
from audits.discovery.formats import FORMATS, Format
from audits.discovery.formats.detecting import NotRecognized, sample_of
from audits.discovery.holding import Held
from audits.discovery.logs import LogReader, Piece
from audits.discovery.people.attributing import Records
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.files import source_of
from audits.discovery.reconciling import ApprovedRun, Reconciled, Runs, reconcile
from audits.discovery.services import Service, Watchlist
from audits.discovery.shown import Shown, merged, most_of, shown_by
from policy.systems import catalog


@dataclass
class ReadLog:
    """What there is to say of one log as a whole."""

    name: str
    format: Format
    lines: int = 0
    undecodable: int = 0
    contacts: int = 0
    shown: Shown = field(default_factory=dict)
    resolvers: Counter[str] = field(default_factory=Counter)
    coverage: Coverage = field(default_factory=Coverage)
    faults: list[Fault] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        self.lines += piece.batch.count
        self.undecodable += len(piece.batch.undecodable)
        self.contacts += len(piece.contacts)
        self.shown = merged([self.shown, shown_by(piece.contacts)])
        self.resolvers.update(piece.resolvers)
        self.coverage.merge(piece.batch.coverage)
        self.faults += piece.faults

    @property
    def source(self) -> str:
        return source_of(self.name)


@dataclass
class ReadRecords:
    """What was read of a table of evidence: `others` are rows that name no service looked for."""

    table: EvidenceTable
    rows: int = 0
    others: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Found:
    """All that was read, and all that came out of it."""

    logs: list[ReadLog] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    records: dict[str, ReadRecords] = field(default_factory=dict)
    refused: list[NotRecognized] = field(default_factory=list)
    contacts: Held = field(default_factory=Held)
    tally: Tally = field(default_factory=Tally)
    untraced: list[ApprovedRun] = field(default_factory=list)
    blindness: Blindness | None = None

    @property
    def is_partial(self) -> bool:
        """Whether something that was given could not be read."""
        return bool(self.refused or self.faults())

    def faults(self) -> list[Fault]:
        """What could not be read, of the logs and of the other evidence."""
        told: list[ReadLog | ReadRecords] = [*self.logs, *self.records.values()]
        return [fault for one in told for fault in one.faults]

    def sources(self) -> Iterator[Source]:
        """The logs, those of one rotated set together."""
        for name, group in groupby(sorted(self.logs, key=_source), key=_source):
            yield _together(name, list(group))


Files = Iterable[tuple[str, Path]]


def read_tables(files: Files, context: Context, *, zone: tzinfo) -> dict[str, int]:
    """Reads those of `files` that are tables; name → rows. Raises BadTable, OSError."""
    tables = ((name, path, table_of(next(iter(sample_of(path)), ""))) for name, path in files)
    return {
        name: read_table(path, table, context, zone=zone) for name, path, table in tables if table
    }


def read_records(
    files: Files,
    *,
    found: Found,
    watchlist: Watchlist,
    zone: tzinfo,
    about: Service | None = None,
) -> None:
    """Reads those of `files` that are evidence of other kinds into `found`."""
    for name, path in files:
        table = evidence_of(next(iter(sample_of(path)), ""))
        if not table:
            continue
        log = found.records[name] = ReadRecords(table)
        for one in read_evidence(
            path, table, name=name, watchlist=watchlist, zone=zone, about=about
        ):
            if one is None:
                log.others += 1
            elif isinstance(one, Fault):
                log.faults.append(one)
            else:
                log.rows += 1
                found.contacts.add([one])


def read_logs(
    files: Files,
    *,
    reader: LogReader,
    found: Found,
    chosen: str = "",
    formats: Mapping[str, Format] = FORMATS,
) -> None:
    """Reads each file (name, path) into `found`; one that nobody recognizes is noted as refused."""
    read: dict[Log, ReadLog] = {}
    for name, path in files:
        try:
            log_format = reader.format_of(path, name=name, formats=formats, chosen=chosen)
        except NotRecognized as error:
            found.refused.append(error)
            continue
        read[reader.log(path, name=name, log_format=log_format)] = ReadLog(name, log_format)
    found.logs += read.values()
    for piece in reader.read(read):
        read[piece.log].add(piece)
        found.contacts.add(piece.contacts)
    for log in found.logs:
        log.faults.sort(key=lambda fault: fault.offset)


def conclude(
    found: Found,
    *,
    records: Records,
    runs: Iterable[ApprovedRun],
    told: Callable[[Reconciled], None] | None = None,
) -> None:
    """From the contacts of `found` to observations, and to what each of them is.

    They are counted one by one, and kept nowhere; `told` is given each.
    """
    approved = Runs(runs)
    for one in reconcile(found.contacts.with_actors(records), approved):
        found.tally.add(one)
        if told:
            told(one)
    found.untraced = approved.without_trace()
    found.blindness = blindness(
        found.sources(),
        unattributed=found.tally.share_of_nobody,
        assumed=found.contacts.assumed(),
        realms=found.contacts.realms(),
        unbelieved=found.contacts.unbelieved(),
        resolvers=sum((log.resolvers for log in found.logs), Counter()),
        catalog_of=catalog.as_of(),
    )


def _source(log: ReadLog) -> str:
    return log.source


def _together(name: str, logs: Sequence[ReadLog]) -> Source:
    coverage = Coverage()
    for log in logs:
        coverage.merge(log.coverage)
    formats = {log.format.name: log.format for log in logs}
    return Source(
        name=name,
        formats=tuple(formats),
        lines=sum(log.lines for log in logs),
        coverage=coverage,
        names_users=any(one.names_users for one in formats.values()),
        could_show=most_of(formats.values()),
        shown=merged(log.shown for log in logs),
    )
