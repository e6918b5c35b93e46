"""Where the files of a log lie."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Protocol

INCOMING = ".incoming"  # where a file is until it is whole


class Store(Protocol):
    """Files by their path below the log's address, such as `tile/0/000`."""

    def read(self, path: str) -> bytes | None:
        """The file, or nothing where there is none."""

    def write(self, path: str, data: bytes) -> None:
        """Put the file there, whole or not at all, so that it outlasts a loss of power."""

    def delete(self, path: str) -> None:
        """Remove the file, or everything below the path; also where there is nothing."""


class FolderStore:
    """The files in a folder; a file appears there whole, or not at all.

    `durable` says that a file outlasts a loss of power, for which each write waits for the disk; an
    export, which can be made again, does without.
    """

    def __init__(self, folder: Path | str, *, durable: bool = True) -> None:
        self.folder = Path(folder)
        self._sync = os.fsync if durable else _leave_to_the_system

    def read(self, path: str) -> bytes | None:
        try:
            return self._at(path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> None:
        target = self._at(path)
        self._make_folder(target.parent)
        self._make_folder(self.folder / INCOMING)
        handle, name = tempfile.mkstemp(dir=self.folder / INCOMING)
        try:
            self._fill(handle, data)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._sync_folder(target.parent)

    def delete(self, path: str) -> None:
        target = self._at(path)
        if target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        else:
            target.unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        """Like `mkdir -p`, each new folder entered durably in the one above."""
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            self._sync_folder(folder.parent)

    def _fill(self, handle: int, data: bytes) -> None:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            self._sync(file.fileno())

    def _sync_folder(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            self._sync(handle)
        finally:
            os.close(handle)

    def _at(self, path: str) -> Path:
        parts = path.split("/")
        if not all(parts) or ".." in parts or "." in parts:
            raise ValueError(f"{path!r} is not a path below the log")
        return self.folder.joinpath(*parts)


def _leave_to_the_system(handle: int) -> None:
    """The file reaches the disk when the system gets to it."""
