"""The trail as a folder that anyone can check without Gatehouse: `docs/gatehouse-verify` does."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from audits.trail.log.tiles import FolderStore, publish
from audits.trail.models import Checkpoint, Position
from audits.trail.sequencing.publishing import with_cosignatures
from policy.snapshot import snapshot


class NotExported(Exception):
    """Nothing was written, with the reason."""


@dataclass(frozen=True)
class Exported:
    """How many entries, and how many contents: the others are sealed."""

    size: int
    contents: int


def export(folder: Path) -> Exported:
    """Write tiles, checkpoint with cosignatures, entries and contents below `folder`.

    Raises `NotExported` where the folder holds something, or nothing is sealed yet; OSError where
    it cannot be written; TileError where the database does not say what was signed.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotExported(_("%(folder)s is there, and is not an empty folder") % {"folder": folder})
    with snapshot():
        latest = Checkpoint.objects.first()
        if latest is None:
            raise NotExported(_("nothing is sealed yet: the sequencer has placed no entry"))
        contents = sum(_write(folder, content) for content in _contents(latest.size))
        publish(
            FolderStore(folder),
            old_size=0,
            leaves=lambda start, end: _column("leaf", start, end),
            entries=lambda start, end: _column("entry__entry", start, end),
            checkpoint=with_cosignatures(latest),
        )
    (folder / ".incoming").rmdir()
    return Exported(latest.size, contents)


def _contents(size: int) -> Iterator[bytes]:
    rows = Position.objects.filter(index__lt=size, entry__content__isnull=False).order_by("index")
    for content in rows.values_list("entry__content", flat=True).iterator():
        yield bytes(content or b"")


def _write(folder: Path, content: bytes) -> int:
    digest = sha256(content).hexdigest()
    file = folder / "content" / digest[:2] / digest
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return 1


def _column(name: str, start: int, end: int) -> list[bytes]:
    rows = Position.objects.filter(index__gte=start, index__lt=end).order_by("index")
    return [bytes(value) for value in rows.values_list(name, flat=True)]
