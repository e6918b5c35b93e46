"""Asks every witness again and again, each in a thread of its own: none delays another."""

import logging
import threading
import time

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from audits.trail.log.witness_protocol import Witness
from audits.trail.sequencing.witnesses.asking import NotWitnessed, ask

SECONDS_WITHOUT_NEWS = 1.0
LONGEST_PAUSE = 600.0

log = logging.getLogger(__name__)


class Asker:
    """Asks one witness; `cosigned` is set whenever it cosigned."""

    def __init__(self, witness: Witness, *, interval: float, cosigned: threading.Event) -> None:
        self.witness = witness
        self.interval = interval
        self.cosigned = cosigned
        self._failures = 0

    def start(self) -> None:
        """For as long as the process runs."""
        threading.Thread(target=self._run, name=self.witness.name, daemon=True).start()

    def round(self) -> float:
        """Ask once; how many seconds to wait until the next time."""
        try:
            size = ask(self.witness, at=timezone.now())
        except NotWitnessed as error:
            return self._failed(error)
        except Error as error:
            connection.close()
            return self._failed(error)
        if size is None:
            return SECONDS_WITHOUT_NEWS
        self._succeeded(size)
        return self.interval

    def _run(self) -> None:
        while True:
            try:
                pause = self.round()
            except Exception:
                log.exception(
                    "%s was not asked, for a reason that nobody foresaw", self.witness.name
                )
                pause = LONGEST_PAUSE
            time.sleep(pause)

    def _succeeded(self, size: int) -> None:
        if self._failures:
            log.info("%s witnesses the trail again, at %d entries", self.witness.name, size)
        self._failures = 0
        self.cosigned.set()

    def _failed(self, error: Exception) -> float:
        pause = max(self.interval, min(self.interval * 2**self._failures, LONGEST_PAUSE))
        self._failures = min(self._failures + 1, 16)
        log.error(
            "%s did not witness the trail, and is asked again in %g seconds: %s",
            self.witness.name, pause, error,
        )  # fmt: skip
        return pause


def askers(cosigned: threading.Event) -> list[Asker]:
    """One for each witness of the settings."""
    return [
        Asker(witness, interval=settings.TRAIL_WITNESS_INTERVAL, cosigned=cosigned)
        for witness in settings.TRAIL_WITNESSES
    ]
