"""The files of an import, read piece by piece: each piece is stored with where to go on."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from audits.discovery.actions.concluding import conclude_import
from audits.discovery.actions.growing import go_on
from audits.discovery.actions.turns import Stopped, reads
from audits.discovery.choices import AT_WORK, BelongingKind, Role, Stage
from audits.discovery.contacts import Contact
from audits.discovery.context.tables import table_of
from audits.discovery.engines.choosing import engine_at
from audits.discovery.evidence.reading import read_evidence
from audits.discovery.evidence.tables import EvidenceTable, evidence_of
from audits.discovery.formats import Format
from audits.discovery.formats.detecting import NotRecognized, is_described, sample_of
from audits.discovery.logs import LogReader, Piece
from audits.discovery.models import FileFault, Import, ImportedFile, StoredContact
from audits.discovery.queries import formats, own, watched_services
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.growing import fingerprint
from audits.discovery.reading.reading import Position
from audits.discovery.shown import merged, shown_by
from audits.discovery.storing import coverage_as_json, coverage_of, stored

_LONGEST_WORDS = 300


def read_import(made: Import) -> None:
    """Reads what is left of an import, and concludes it. Two workers do not read the same piece.

    Safe to run again after any interruption: nothing is lost, and nothing is counted twice.
    """
    if not _take(made):
        return
    try:
        _read_files(made)
        Import.objects.filter(pk=made.pk, stage=Stage.READING).update(stage=Stage.CONCLUDING)
        conclude_import(made, at=timezone.now())
    except Stopped:
        return
    except Exception as error:
        _fail(made, error, at=timezone.now())
        raise


def _read_files(made: Import) -> None:
    with closing(engine_at(settings.DISCOVERY_ENGINE)) as engine:
        reader = LogReader(
            watchlist=watched_services(),
            engine=engine,
            zone=ZoneInfo(made.zone),
            proxies=own(BelongingKind.PROXY),
        )
        for file in made.files.filter(done=False).order_by("pk"):
            _read_file(file, made, reader)


def _take(made: Import) -> bool:
    taken = Import.objects.filter(pk=made.pk, stage__in=AT_WORK)
    return bool(taken.update(stage=Stage.READING, stage_at=timezone.now()))


def _fail(made: Import, error: Exception, *, at: datetime) -> None:
    failure = f"{type(error).__name__}: {error}"[:2000]
    at_work = Import.objects.filter(pk=made.pk, stage__in=(Stage.READING, Stage.CONCLUDING))
    at_work.update(stage=Stage.FAILED, stage_at=at, failure=failure)


def _read_file(file: ImportedFile, made: Import, reader: LogReader) -> None:
    path, known = Path(file.path), formats()
    try:
        sample = sample_of(path)
        header = "" if made.log_format else next(iter(sample), "")
        if table_of(header):
            _settle(file, role=Role.TABLE)
            return
        evidence = evidence_of(header)
        if evidence and not is_described(sample, known.values()):
            _read_evidence(file, evidence, made, reader)
            return
        log_format = reader.format_of(path, name=file.name, formats=known, chosen=made.log_format)
    except NotRecognized as error:
        _settle(file, role=Role.REFUSED, first_lines="\n".join(error.lines))
        return
    except OSError as error:
        _settle(file, role=Role.REFUSED, first_lines=str(error).replace(file.path, file.name))
        return
    _read_log(file, path, log_format, reader)


def _read_evidence(
    file: ImportedFile, table: EvidenceTable, made: Import, reader: LogReader
) -> None:
    """It is read in one piece, of which little is kept: what tells of a service."""
    contacts, faults, others = _told_by(file, table, made, reader)
    with reads(made):
        _as_it_was(file)
        _store_contacts(file, contacts)
        _store_faults(file, faults)
        file.log_format, file.contacts = table.name, len(contacts)
        file.lines = len(contacts) + len(faults) + others
        _settle(file, role=Role.EVIDENCE)


def _told_by(
    file: ImportedFile, table: EvidenceTable, made: Import, reader: LogReader
) -> tuple[list[Contact], list[Fault], int]:
    """What evidence tells, what of it could not be read, and how many rows are about others."""
    services = {one.slug: one for one in reader.watchlist.services}
    contacts: list[Contact] = []
    faults: list[Fault] = []
    others = 0
    for one in read_evidence(
        Path(file.path),
        table,
        name=file.name,
        watchlist=reader.watchlist,
        zone=ZoneInfo(made.zone),
        about=services.get(made.about.slug) if made.about else None,
    ):
        if one is None:
            others += 1
        elif isinstance(one, Fault):
            faults.append(one)
        else:
            contacts.append(one)
    return contacts, faults, others


def _settle(file: ImportedFile, *, role: Role, first_lines: str = "") -> None:
    file.role, file.first_lines, file.taken, file.done = role, first_lines, file.size, True
    file.save()


def _read_log(file: ImportedFile, path: Path, log_format: Format, reader: LogReader) -> None:
    file.role, file.log_format = Role.LOG, log_format.name
    begun = path.stat()
    if not file.offset:
        with reads(file.batch):
            _as_it_was(file)
            go_on(file, path)
            file.save()
    start = Position(file.offset, file.headers)
    log = reader.log(path, name=file.name, log_format=log_format, start=start)
    for piece in reader.read([log]):
        _store(file, piece)
    file.taken, file.done = file.size, True
    # Of a file that was replaced meanwhile it would be another's.
    same = path.stat().st_ino == begun.st_ino
    file.fingerprint = fingerprint(path, file.offset) if same else ""
    file.save()


def _store(file: ImportedFile, piece: Piece) -> None:
    """A piece and how far the file is read now: both or neither."""
    with reads(file.batch):
        _as_it_was(file)
        _store_contacts(file, piece.contacts)
        _store_faults(file, piece.faults)
        _advance(file, piece)
        file.save()


def _as_it_was(file: ImportedFile) -> None:
    """Raises Stopped where another worker went on with the file."""
    if not ImportedFile.objects.filter(pk=file.pk, offset=file.offset, done=False).exists():
        raise Stopped


def _store_contacts(file: ImportedFile, contacts: list[Contact]) -> None:
    """Stores those that no file has shown before, and counts the others."""
    fresh = {row.digest: row for row in (stored(contact, file) for contact in contacts)}
    known = set(StoredContact.objects.filter(digest__in=fresh).values_list("digest", flat=True))
    StoredContact.objects.bulk_create(
        (row for digest, row in fresh.items() if digest not in known), ignore_conflicts=True
    )
    again = len(contacts) - len(fresh) + len(known)
    if again:
        Import.objects.filter(pk=file.batch_id).update(duplicates=F("duplicates") + again)


def _store_faults(file: ImportedFile, faults: list[Fault]) -> None:
    FileFault.objects.bulk_create(
        (
            FileFault(
                file=file, offset=one.offset, length=one.length, what=one.what[:_LONGEST_WORDS]
            )
            for one in faults
        ),
        ignore_conflicts=True,
    )


def _advance(file: ImportedFile, piece: Piece) -> None:
    batch = piece.batch
    file.read_at = timezone.now()
    file.offset, file.headers = batch.position.offset, dict(batch.position.headers)
    file.taken = min(batch.taken, file.size)
    file.lines += batch.count
    file.undecodable += len(batch.undecodable)
    file.contacts += len(piece.contacts)
    file.shown = merged([file.shown, shown_by(piece.contacts)])
    for host, count in piece.resolvers.items():
        file.resolvers[host] = file.resolvers.get(host, 0) + count
    coverage = coverage_of(file.coverage)
    coverage.merge(batch.coverage)
    file.coverage = coverage_as_json(Coverage(coverage.spans, coverage.by_hour, coverage.jumps))
