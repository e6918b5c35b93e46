"""Uploaded logs, kept by the server until they are read, and no longer."""

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from audits.discovery.given import GivenFile
from audits.discovery.models import Import


def keep(files: Iterable[UploadedFile]) -> list[GivenFile]:
    """Keeps `files` in a folder of their own; their names are only told, never used as paths."""
    folder = _uploads() / uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    return [_keep(file, folder / str(number)) for number, file in enumerate(files)]


def _keep(file: UploadedFile, path: Path) -> GivenFile:
    with path.open("wb") as target:
        for piece in file.chunks():
            target.write(piece)
    return GivenFile(PurePosixPath(str(file.name)).name, path)


def discard(made: Import) -> None:
    """Removes what was uploaded for an import: lines without a contact are not kept."""
    if made.folder_id:
        return
    for path in {Path(path).parent for path in made.files.values_list("path", flat=True)}:
        if path.parent == _uploads():
            shutil.rmtree(path, ignore_errors=True)


def _uploads() -> Path:
    return Path(settings.DATA_DIR) / "discovery" / "uploads"
