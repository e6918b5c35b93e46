"""What a log and a witness say to each other (C2SP tlog-witness): pure, without the network.

The log posts `str(build_request(...))` to `<witness>/add-checkpoint` and reads the response with
`read_response`. The witness reads the body with `read_request` and asks `judge`. Where that says
200, it has to store the checkpoint first, in one transaction with the look at its last one, and
only then sends its cosignature.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audits.trail.log import checkpoints, cosignatures, notes, proofs
from audits.trail.log.checkpoints import Checkpoint
from audits.trail.log.encoding import to_base64, to_hash, to_number
from audits.trail.log.keys import Verifier
from audits.trail.log.notes import NoteError, Signature
from audits.trail.log.proofs import ProofError
from audits.trail.log.tree import ReadNode

PATH = "add-checkpoint"
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
MOST_HASHES = 63
LARGEST_REQUEST = notes.LARGEST_NOTE + 4_096  # bytes

MEANINGS = {
    400: "the witness could not read the request",
    403: "the witness knows the log, but not the key that signed the checkpoint",
    404: "the witness does not know the log",
    409: "the witness has seen another checkpoint of this size: the log's history has forked",
    422: "the checkpoint does not continue the one that the witness has seen",
}


class RequestError(ValueError):
    """A request that cannot be read, or not be made."""


@dataclass(frozen=True)
class Witness:
    """A witness that a log asks: the key under which it cosigns, and where it is asked."""

    key: Verifier
    url: str

    @property
    def name(self) -> str:
        return self.key.name

    @property
    def address(self) -> str:
        return f"{self.url.rstrip('/')}/{PATH}"


@dataclass(frozen=True)
class Request:
    """That the witness cosign a checkpoint, with the proof that it continues the tree of old size.

    `str()` gives the body.
    """

    old_size: int
    proof: tuple[bytes, ...]
    note: str

    @property
    def checkpoint(self) -> Checkpoint:
        """What the note says, unverified."""
        return checkpoints.parse(notes.parse(self.note).text)

    def __str__(self) -> str:
        return "\n".join([f"old {self.old_size}", *map(to_base64, self.proof), "", self.note])


@dataclass(frozen=True)
class Judgment:
    """What a witness answers. Where `status` is 200, `body` follows from its cosignature."""

    status: int
    reason: str = ""
    known_size: int | None = None

    @property
    def body(self) -> str:
        return f"{self.reason}\n" if self.known_size is None else f"{self.known_size}\n"

    @property
    def content_type(self) -> str:
        return TEXT_TYPE if self.known_size is None else SIZE_TYPE


@dataclass(frozen=True)
class Cosigned:
    """The witness cosigned: lines to attach to the checkpoint."""

    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class OtherSize:
    """The witness last cosigned at `size`: ask again from there."""

    size: int


@dataclass(frozen=True)
class Refused:
    """The witness did not cosign; `reason` says why, in words."""

    status: int
    reason: str


def build_request(*, old_size: int, note: str, read: ReadNode) -> Request:
    """The request to cosign the checkpoint in `note`, where the witness has seen `old_size`."""
    size = checkpoints.parse(notes.parse(note).text).size
    if old_size > size:
        raise RequestError(f"the witness has seen {old_size} entries, the checkpoint has {size}")
    proof = proofs.consistency_proof(old_size, size, read) if old_size else []
    return Request(old_size, tuple(proof), note)


def read_request(body: bytes) -> Request:
    """The request in a body, its signature unverified; raises `RequestError`: answer 400."""
    head, found, note = _decode(body).partition("\n\n")
    lines = head.split("\n")
    if not found or not lines[0].startswith("old ") or len(lines) > 1 + MOST_HASHES:
        raise RequestError("a request has the old size, at most 63 hashes, and a checkpoint")
    try:
        old_size = to_number(lines[0].removeprefix("old "))
        request = Request(old_size, tuple(map(to_hash, lines[1:])), note)
        _ = request.checkpoint
    except ValueError as error:
        raise RequestError(str(error)) from None
    return request


def judge(
    request: Request, last_known: Checkpoint | None, verifiers: Sequence[Verifier]
) -> Judgment:
    """What the witness has to answer, in the order of the specification.

    `verifiers` are the keys it knows of the log that the request names, none where it does not know
    the log; `last_known` is what it last cosigned of that log, if anything.
    """
    if not verifiers:
        return Judgment(404, MEANINGS[404])
    try:
        checkpoint = checkpoints.open_checkpoint(request.note, verifiers)
    except NoteError as error:
        return Judgment(403, str(error))
    if request.old_size > checkpoint.size:
        return Judgment(400, f"{request.old_size} entries cannot have become {checkpoint.size}")
    return _judge_growth(request, checkpoint, last_known)


def read_response(
    request: Request, status: int, body: str, witnesses: Iterable[Verifier]
) -> Cosigned | OtherSize | Refused:
    """What the witness's response means; `witnesses` are the keys under which it may cosign."""
    if status == 200:
        return _read_cosignatures(request, body, witnesses)
    if status == 409:
        return _read_conflict(request, body)
    reason = MEANINGS.get(status, f"the witness answered with status {status}")
    return Refused(status, f"{reason}: {body.strip()[:200]}" if body.strip() else reason)


def _judge_growth(
    request: Request, checkpoint: Checkpoint, last_known: Checkpoint | None
) -> Judgment:
    known_size = last_known.size if last_known else 0
    if request.old_size != known_size:
        return Judgment(409, "the witness has seen another size", known_size)
    if last_known and known_size == checkpoint.size and last_known.root != checkpoint.root:
        return Judgment(409, MEANINGS[409], known_size)
    try:
        _check_proof(request.proof, checkpoint, last_known)
    except ProofError as error:
        return Judgment(422, str(error))
    return Judgment(200)


def _check_proof(
    proof: Sequence[bytes], checkpoint: Checkpoint, last_known: Checkpoint | None
) -> None:
    if last_known is None or last_known.size == 0:
        if proof:
            raise ProofError("from no entries there is nothing to prove")
        return
    proofs.verify_consistency(
        proof,
        old_size=last_known.size,
        old_root=last_known.root,
        new_size=checkpoint.size,
        new_root=checkpoint.root,
    )


def _read_cosignatures(
    request: Request, body: str, witnesses: Iterable[Verifier]
) -> Cosigned | Refused:
    """The cosignatures of known witnesses; others are passed over."""
    try:
        lines = cosignatures.read_lines(body)
        note = notes.Note(notes.parse(request.note).text, lines)
        seen = cosignatures.verify(note, witnesses)
    except NoteError as error:
        return Refused(200, f"the witness's cosignature is not valid: {error}")
    known = {(each.witness.name, each.witness.key_id) for each in seen}
    signatures = tuple(each for each in lines if (each.name, each.key_id) in known)
    if not signatures:
        return Refused(200, "the witness cosigned with a key that is not known")
    return Cosigned(signatures)


def _read_conflict(request: Request, body: str) -> OtherSize | Refused:
    try:
        size = to_number(body.removesuffix("\n"))
    except ValueError as error:
        return Refused(409, f"the witness did not say what size it has seen: {error}")
    if size == request.old_size:
        return Refused(409, MEANINGS[409])
    return OtherSize(size)


def _decode(body: bytes) -> str:
    if len(body) > LARGEST_REQUEST:
        raise RequestError(f"the request is longer than {LARGEST_REQUEST:,} bytes")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise RequestError("the request is not UTF-8") from None
