"""Writes the signed tree to where others can read it, as static files (C2SP tlog-tiles)."""

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from audits.trail.log import checkpoints, notes
from audits.trail.log.notes import NoteError
from audits.trail.log.tiles import CHECKPOINT, FolderStore, Store, TileError, publish
from audits.trail.models import Checkpoint, Cosignature, Position

WITNESSED = "checkpoint.witnessed"


class StorageStore:
    """Any storage that Django knows, such as an object store, as a store of tiles."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def read(self, path: str) -> bytes | None:
        try:
            with self.storage.open(path) as file:
                return file.read()
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> None:
        if self.storage.exists(path):
            self.storage.delete(path)
        self.storage.save(path, ContentFile(data))

    def delete(self, path: str) -> None:
        self.storage.delete(path)


def tiles() -> Store:
    """Where the log is published: the storage `tiles`."""
    storage = storages["tiles"]
    if isinstance(storage, FileSystemStorage):
        return FolderStore(storage.path(""))
    return StorageStore(storage)


def publish_latest(store: Store | None = None) -> int:
    """Publish the latest checkpoint with its cosignatures; the number of entries that are out.

    What is out already is not written again. Raises OSError where the store cannot be written,
    and TileError where it holds something that this log never said.
    """
    latest = Checkpoint.objects.first()
    if latest is None:
        return 0
    store = store or tiles()
    note = with_cosignatures(latest)
    present = store.read(CHECKPOINT)
    if present != note.encode():
        publish(
            store,
            old_size=_size_of(present),
            leaves=leaves,
            entries=_entries,
            checkpoint=note,
        )
    return latest.size


def latest_note() -> str | None:
    """The latest signed note with its cosignatures; None where nothing was signed yet."""
    latest = Checkpoint.objects.first()
    return with_cosignatures(latest) if latest else None


def publish_witnessed(store: Store | None = None) -> None:
    """Publish the latest checkpoint that a witness saw, beside the latest of all.

    Where the log grows all the time, the latest of all is always newer than what was witnessed.
    """
    seen = Cosignature.objects.order_by("-checkpoint_id").select_related("checkpoint").first()
    if seen is not None:
        (store or tiles()).write(WITNESSED, with_cosignatures(seen.checkpoint).encode())


def with_cosignatures(checkpoint: Checkpoint) -> str:
    """The signed note of a checkpoint, with the signatures of the witnesses who saw it."""
    lines = checkpoint.cosignatures.values_list("line", flat=True)
    return checkpoint.note + "".join(f"{line}\n" for line in lines)


def _size_of(present: bytes | None) -> int:
    if present is None:
        return 0
    try:
        return checkpoints.parse(notes.parse(present).text).size
    except NoteError as error:
        raise TileError(f"{CHECKPOINT} in the store of tiles cannot be read: {error}") from error


def leaves(start: int, end: int) -> list[bytes]:
    """The leaf hashes of the entries from one index up to, not with, another."""
    return _column("leaf", start, end)


def _entries(start: int, end: int) -> list[bytes]:
    return _column("entry__entry", start, end)


def _column(name: str, start: int, end: int) -> list[bytes]:
    rows = Position.objects.filter(index__gte=start, index__lt=end).order_by("index")
    return [bytes(value) for value in rows.values_list(name, flat=True)]
