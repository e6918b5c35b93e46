"""What a server that was killed left running, known by a record of each port that is served."""

import json
from contextlib import suppress
from pathlib import Path

import psutil

SECONDS_TO_END = 10

# A process by its number and the moment it started: numbers are given again.
Known = tuple[int, float]


class Record:
    """Who serves one port of this installation: the command, and what it started."""

    def __init__(self, *, data: Path, port: int) -> None:
        self._path = data / "serving" / f"{port}.json"

    def write(self, children: list[int]) -> None:
        own = psutil.Process()
        processes = [own, *map(psutil.Process, children)]
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.write_text(json.dumps([(one.pid, one.create_time()) for one in processes]))

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)

    def end_what_is_left(self) -> bool:
        """End what a server that is gone had started; nothing where it still runs."""
        known = self._read()
        if not known or _living(known[0]):
            return False
        left = [one for child in known[1:] if (one := _living(child))]
        _end([*left, *(below for one in left for below in _below(one))])
        self.forget()
        return bool(left)

    def _read(self) -> list[Known]:
        with suppress(OSError, ValueError, TypeError):
            return [
                (int(pid), float(started)) for pid, started in json.loads(self._path.read_text())
            ]
        return []


def holder_of(port: int) -> psutil.Process | None:
    """The process that listens at `port`, where this user may know it."""
    with suppress(psutil.Error):
        for one in psutil.net_connections(kind="tcp"):
            listens = one.status == psutil.CONN_LISTEN and one.laddr.port == port
            if listens and one.pid:
                return psutil.Process(one.pid)
    return None


def _living(known: Known) -> psutil.Process | None:
    pid, started = known
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        if process.create_time() == started and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def _below(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return process.children(recursive=True)
    return []


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.terminate()
    _gone, stubborn = psutil.wait_procs(processes, timeout=SECONDS_TO_END)
    for process in stubborn:
        with suppress(psutil.Error):
            process.kill()
