"""`manage.py sequence`: places, signs and publishes what is recorded, for as long as it runs."""

import logging
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.trail.log.tiles import TileError
from audits.trail.sequencing.keys import signers
from audits.trail.sequencing.placing import BATCH, OneAtATime, place
from audits.trail.sequencing.publishing import publish_latest, publish_witnessed
from audits.trail.sequencing.witnesses.rounds import askers
from policy import commands

SECONDS_BETWEEN_ROUNDS = 0.5
SECONDS_AFTER_A_FAILURE = 5

# What is placed is safe: publishing catches up.
NOT_SEALED = "The trail was not sealed, which is tried again: %s"
NOT_WRITTEN = (
    "The trail is sealed and was not published, which is tried again. See that the storage of "
    "tiles has room and can be written: %s"
)
NOT_OURS = (
    "The trail is sealed and was not published: what is published is not what this log said. Run "
    "manage.py verify_trail: %s"
)

log = logging.getLogger(__name__)


class Command(commands.Command):
    help = "Give each entry of the trail its place, sign the tree, publish it, have it witnessed."

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Set whenever a witness cosigned something that is not published yet.
        self._cosigned = threading.Event()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="place what is there, and end")

    def handle(self, *, once: bool, **options: Any) -> None:
        keys = signers()
        if once:
            self._once(keys)
            return
        for asker in askers(self._cosigned):
            asker.start()
        while True:
            time.sleep(self._pause(keys))

    def _once(self, keys: Any) -> None:
        placed = self._round(keys)
        for asker in askers(self._cosigned):
            asker.round()
        self._round(keys)
        self.stdout.write(_("Placed %(count)d entries.") % {"count": placed})

    def _round(self, keys: Any) -> int:
        placed = count = place(signers=keys, at=timezone.now())
        while count == BATCH:
            count = place(signers=keys, at=timezone.now())
            placed += count
        publish_latest()
        if self._cosigned.is_set():
            self._cosigned.clear()
            publish_witnessed()
        return placed

    def _pause(self, keys: Any) -> float:
        """One round; how long to wait until the next. Nothing is lost by one that failed."""
        try:
            self._round(keys)
        except OneAtATime:
            return SECONDS_BETWEEN_ROUNDS
        except (DatabaseError, OSError, TileError) as error:
            log.error(_failed(error), error)  # noqa: TRY400
            if isinstance(error, DatabaseError):
                connection.close()
            return SECONDS_AFTER_A_FAILURE
        return SECONDS_BETWEEN_ROUNDS


def _failed(error: Exception) -> str:
    if isinstance(error, OSError):
        return NOT_WRITTEN
    return NOT_OURS if isinstance(error, TileError) else NOT_SEALED
