"""Makes the file that proves one entry: its bytes, and its place under a signed checkpoint."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC

from django.db import connection
from django.template.loader import render_to_string

from audits.trail.log import checkpoints, notes, tlog_proof
from audits.trail.log.notes import NoteError
from audits.trail.log.tiles import CHECKPOINT, Store, TileError, TileReader
from audits.trail.models import Checkpoint, Position, SigningKey
from audits.trail.proving.files import CONTENT, ENTRY, PROOF, README
from audits.trail.sequencing.publishing import tiles, with_cosignatures

WRITTEN = ("insert", "update", "found")

# Of a record, what is written and has no place yet; a few entries, for a second at most.
_WAITING = """
    SELECT EXISTS (
        SELECT FROM public.trail_entry entry
        CROSS JOIN LATERAL (SELECT convert_from(entry.entry, 'UTF8')::jsonb) parsed (told)
        WHERE entry.transaction >= %s
          AND NOT EXISTS (SELECT FROM public.trail_position placed WHERE placed.entry_id = entry.id)
          AND told ->> 'kind' = %s AND told ->> 'key' = %s AND told ->> 'verb' = ANY(%s)
    )
"""


class NoProof(Exception):
    """There is none yet: the entry has no place in the published log."""


def latest_of(kind: str, key: object) -> Position:
    """The entry that tells of the present state of a record; raises NoProof where it is not placed.

    Whoever looked at the record is told of by other entries.
    """
    if _is_waiting(kind, str(key)):
        raise NoProof
    written = Position.objects.filter(kind=kind, key=str(key), verb__in=WRITTEN)
    latest = written.select_related("entry").order_by("-index").first()
    if latest is None:
        raise NoProof
    return latest


def _is_waiting(kind: str, key: str) -> bool:
    horizon = Checkpoint.objects.values_list("horizon", flat=True).first() or 0
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [horizon, kind, key, list(WRITTEN)])
        return cursor.fetchone() == (True,)


def proof_file(position: Position, *, with_content: bool) -> bytes:
    """The files that prove the entry, as one zip; `position` was loaded with its entry.

    Raises NoProof where the published log does not reach it yet, or cannot be read.
    """
    proof = _prove(position.index)
    entry = position.entry
    content = bytes(entry.content) if with_content and entry.content is not None else None
    files = {ENTRY: bytes(entry.entry), PROOF: str(proof).encode()}
    if content is not None:
        files[CONTENT] = content
    files[README] = _readme(position, proof, content).encode()
    return _zipped(files, position)


def _prove(index: int) -> tlog_proof.Proof:
    store = tiles()
    for note in _checkpoints(index, store):
        try:
            size = checkpoints.parse(notes.parse(note).text).size
            if index < size:
                return tlog_proof.prove(index, note, TileReader(store.read, size))
        except (TileError, NoteError, OSError):
            continue
    raise NoProof


def _checkpoints(index: int, store: Store) -> Iterator[str]:
    """The latest that a witness saw too, else the latest that is published."""
    witnessed = Checkpoint.objects.filter(size__gt=index, cosignatures__isnull=False)
    latest = witnessed.order_by("-size").first()
    if latest is not None:
        yield with_cosignatures(latest)
    published = store.read(CHECKPOINT)
    if published is not None:
        yield published.decode()


def _readme(position: Position, proof: tlog_proof.Proof, content: bytes | None) -> str:
    checkpoint = checkpoints.parse(notes.parse(proof.checkpoint).text)
    context = {
        "index": position.index,
        "checkpoint": checkpoint,
        "has_content": content is not None,
        "keys": list(SigningKey.objects.values_list("verifier", flat=True)),
        "entry_file": ENTRY,
        "content_file": CONTENT,
        "proof_file": PROOF,
    }
    return render_to_string("trail/readme.txt", context)


def _zipped(files: dict[str, bytes], position: Position) -> bytes:
    """The same bytes for the same files: they bear the time of the entry."""
    buffer = io.BytesIO()
    moment = position.at.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
