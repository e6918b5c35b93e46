"""Asks a witness to cosign the latest checkpoint, and keeps what it answers if it is true."""

from datetime import UTC, datetime, timedelta
from http.client import HTTPException

from audits.trail.log import cosignatures, notes
from audits.trail.log.notes import Note, Signature
from audits.trail.log.witness_protocol import (
    Cosigned,
    OtherSize,
    Refused,
    RequestError,
    Witness,
    read_response,
)
from audits.trail.models import Checkpoint, Cosignature
from audits.trail.sequencing.witnesses.posting import post
from audits.trail.sequencing.witnesses.proving import request_for

# A cosignature says when: a witness whose clock is further off says nothing about when.
MOST_OFF = timedelta(hours=1)


class NotWitnessed(Exception):
    """The witness did not cosign; why, in words."""


def ask(witness: Witness, *, at: datetime) -> int | None:
    """Have the latest checkpoint cosigned; how many entries it has, or None where nothing is new.

    `at` is now. Raises `NotWitnessed`; then nothing was kept.
    """
    latest, seen = Checkpoint.objects.first(), _last_seen(witness)
    if latest is None or latest.size == seen:
        return None
    answer = _exchange(witness, latest, seen)
    if isinstance(answer, OtherSize):
        answer = _exchange(witness, latest, answer.size)
    if isinstance(answer, OtherSize):
        raise NotWitnessed(f"it has seen {answer.size} entries, and said otherwise before")
    if isinstance(answer, Refused):
        raise NotWitnessed(answer.reason)
    _keep(witness, latest, answer, at)
    return latest.size


def _last_seen(witness: Witness) -> int:
    rows = Cosignature.objects.filter(witness=witness.name).order_by("-checkpoint_id")
    return rows.values_list("checkpoint__size", flat=True).first() or 0


def _exchange(
    witness: Witness, checkpoint: Checkpoint, old_size: int
) -> Cosigned | OtherSize | Refused:
    try:
        request = request_for(checkpoint, old_size=old_size)
        status, body = post(witness.address, str(request))
    except RequestError as error:  # this log went back, or another bears its name and its key
        raise NotWitnessed(str(error)) from error
    except (OSError, HTTPException) as error:
        raise NotWitnessed(f"it gives no answer: {error or type(error).__name__}") from error
    return read_response(request, status, body, [witness.key])


def _keep(witness: Witness, checkpoint: Checkpoint, answer: Cosigned, now: datetime) -> None:
    line = answer.signatures[-1]
    at = _time(witness, checkpoint, line)
    if abs(at - now.timestamp()) > MOST_OFF.total_seconds():
        raise NotWitnessed(f"its clock is off: it cosigned at {at} seconds since 1970")
    cosignature = Cosignature(
        checkpoint=checkpoint,
        witness=witness.name,
        line=str(line).removesuffix("\n"),
        at=datetime.fromtimestamp(at, UTC),
    )
    # Another sequencer may have asked at the same moment.
    Cosignature.objects.bulk_create([cosignature], ignore_conflicts=True)


def _time(witness: Witness, checkpoint: Checkpoint, line: Signature) -> int:
    note = Note(notes.parse(checkpoint.note).text, (line,))
    return cosignatures.verify(note, [witness.key])[0].at
