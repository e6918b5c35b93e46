"""What the witness answers to whoever asks it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from audits.trail.log import checkpoints, cosignatures
from audits.trail.log.encoding import to_base64
from audits.trail.log.keys import Signer, Verifier
from audits.trail.log.notes import Note, Signature, parse, verify
from audits.trail.log.witness_protocol import (
    TEXT_TYPE,
    Judgment,
    Request,
    RequestError,
    judge,
    read_request,
)
from audits.trail.witness.memory import Memory

LONGEST_REASON = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """A response of HTTP."""

    status: int
    body: str
    content_type: str = TEXT_TYPE


class Cosigner:
    """Cosigns what continues the checkpoint that it last cosigned of the same log."""

    def __init__(self, signer: Signer, logs: Sequence[Verifier], memory: Memory) -> None:
        self.signer = signer
        self.memory = memory
        self._keys: dict[str, list[Verifier]] = {}
        for key in logs:
            self._keys.setdefault(key.name, []).append(key)

    def prepare(self) -> None:
        """Make the store ready; raises what `add_checkpoint` would if it could not be used."""
        for origin in self._keys:
            with self.memory.alone_with(origin):
                self._last(origin)

    def add_checkpoint(self, body: bytes, *, at: int) -> Answer:
        """Judge the request, and remember what is cosigned before it is answered.

        `at` is in seconds since 1970. Raises `DamagedMemory`, `Busy` and `OSError`; then nothing
        is cosigned.
        """
        try:
            request = read_request(body)
        except RequestError as error:
            return _refusal(Judgment(400, str(error)))
        origin = request.checkpoint.origin
        keys = self._keys.get(origin, [])
        if not keys:  # and no lock for whatever name anyone thinks of
            return _refusal(judge(request, None, keys))
        with self.memory.alone_with(origin):
            last = self._last(origin)
            judgment = judge(request, checkpoints.parse(last.text) if last else None, keys)
            if judgment.status == 200:
                return self._cosign(request, keys, at)
        _tell(request, judgment)
        return _refusal(judgment)

    def describe(self) -> str:
        """What it knows, in words: who it is, and for each log what it last cosigned."""
        itself = f"witness {self.signer.name}\nkey {self.signer.verifier}\n"
        return "\n".join([itself, *map(self._describe, self._keys)])

    def _cosign(self, request: Request, keys: Sequence[Verifier], at: int) -> Answer:
        note = parse(request.note)
        cosignature = cosignatures.cosign(note, self.signer, at=at)
        signed = Note(note.text, _of_keys(note, keys)).add([cosignature])
        self.memory.keep(request.checkpoint.origin, signed)
        log.info("Cosigned %s at %d entries", request.checkpoint.origin, request.checkpoint.size)
        return Answer(200, str(cosignature))

    def _last(self, origin: str) -> Note | None:
        # Its own key may be new, or the log's: one of them is enough to know the note again.
        return self.memory.last(origin, [self.signer.verifier, *self._keys[origin]])

    def _describe(self, origin: str) -> str:
        last = self._last(origin)
        if last is None:
            return f"log {origin}\nnothing cosigned yet: its first checkpoint will be trusted\n"
        known = checkpoints.parse(last.text)
        lines = [f"log {origin}", f"size {known.size}", f"root {to_base64(known.root)}"]
        return "\n".join([*lines, f"cosigned {self._cosigned_at(last)}", ""])

    def _cosigned_at(self, note: Note) -> str:
        seen = cosignatures.verify(note, [self.signer.verifier])
        if not seen:
            return "with a former key"
        return datetime.fromtimestamp(seen[0].at, UTC).isoformat().replace("+00:00", "Z")


def _of_keys(note: Note, keys: Sequence[Verifier]) -> tuple[Signature, ...]:
    known = {(key.name, key.key_id) for key in verify(note, keys)}
    return tuple(each for each in note.signatures if (each.name, each.key_id) in known)


def _tell(request: Request, judgment: Judgment) -> None:
    """Log what may be proof that a log has two histories, with the note that shows it."""
    says_its_size = judgment.status == 409 and judgment.known_size != request.old_size
    if judgment.status not in (409, 422) or says_its_size:
        return
    log.warning("Refused (%d, %s): %s", judgment.status, judgment.reason, request.note[:2000])


def _refusal(judgment: Judgment) -> Answer:
    body = judgment.body
    if len(body) > LONGEST_REASON:
        body = f"{body[:LONGEST_REASON]} ...\n"
    return Answer(judgment.status, body, judgment.content_type)
