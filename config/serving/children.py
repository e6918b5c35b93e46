"""Processes that live and end with the one that started them."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from django.core.management.base import CommandError

SECONDS_TO_END = 10
TIED = Path(__file__).with_name("tied.py")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked the command to stop."""


def stop_on_signals() -> None:
    """Turn the first signal into `Stopped`; the ones after it do not disturb the stopping."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for each in SIGNALS:
        signal.signal(each, stop)


class Children:
    """Starts processes, watches them, and leaves none behind."""

    def __init__(self, *, seconds_to_end: float = SECONDS_TO_END) -> None:
        self._seconds_to_end = seconds_to_end
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def start(self, *, name: str, command: list[str], **environment: str) -> None:
        # In a group of its own, so that Ctrl-C reaches it through us, and in our order.
        tied = [sys.executable, str(TIED), str(os.getpid()), *command]
        self._processes[name] = subprocess.Popen(
            tied, process_group=0, env={**os.environ, **environment}
        )

    @property
    def numbers(self) -> list[int]:
        return [process.pid for process in self._processes.values()]

    def check(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is not None:
                raise CommandError(f"The {name} ended with exit code {process.returncode}.")

    def watch(self) -> None:
        """Return never: a child that ends, or a signal, raises."""
        while True:
            self.check()
            time.sleep(0.2)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            self._see_off(process)

    def _see_off(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=self._seconds_to_end)
        # Whatever it started and left, and itself if it is still there.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
