"""What a witness last cosigned of each log, in a folder: a file of its own for each log.

A file holds the checkpoint as the log signed it, with the witness's cosignature. It is replaced
whole, and on the disk before anyone hears of it, so that nothing that was cosigned is forgotten.
"""

import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from audits.trail.log import checkpoints, notes
from audits.trail.log.keys import Verifier
from audits.trail.log.notes import Note, NoteError
from audits.trail.log.tiles import FolderStore

SECONDS_TO_WAIT = 5.0
SECONDS_BETWEEN_TRIES = 0.01


class DamagedMemory(Exception):
    """A file is not what the witness wrote there; it must not cosign as if there were none."""


class Busy(Exception):
    """Another request for the same log takes too long."""


@dataclass(frozen=True)
class Memory:
    """The folder; any number of threads and processes may share it."""

    folder: Path

    def last(self, origin: str, keys: Iterable[Verifier]) -> Note | None:
        """What was last cosigned of the log, if anything; one of `keys` has to have signed it."""
        data = FolderStore(self.folder).read(_file(origin))
        if data is None:
            return None
        try:
            note = notes.parse(data)
            notes.verify(note, keys)
            named = checkpoints.parse(note.text).origin
        except NoteError as error:
            raise DamagedMemory(f"{self.folder / _file(origin)}: {error}") from error
        if named != origin:
            raise DamagedMemory(f"{self.folder / _file(origin)} is of the log {named}")
        return note

    def keep(self, origin: str, note: Note) -> None:
        """Return once the note is on the disk in place of the last one."""
        FolderStore(self.folder).write(_file(origin), str(note).encode())

    @contextmanager
    def alone_with(self, origin: str) -> Iterator[None]:
        """Nobody else looks at the log and then writes, in this process or another."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # Opened anew each time: the lock is the opening's, and so it parts threads as well.
        lock = os.open(self.folder / f"{_name(origin)}.lock", os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            _take(lock, origin)
            yield
        finally:
            os.close(lock)


def _take(lock: int, origin: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Busy(f"another request for {origin} takes too long") from None
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


def _file(origin: str) -> str:
    return f"{_name(origin)}.checkpoint"


def _name(origin: str) -> str:
    return quote(origin, safe="")
