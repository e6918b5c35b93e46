"""Signed notes (C2SP signed-note): a text, an empty line, and lines of signatures."""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.trail.log.encoding import from_base64, to_base64
from audits.trail.log.keys import Kind, Signer, Verifier

LARGEST_NOTE = 1_000_000  # bytes
MOST_SIGNATURES = 100
DASH = "\u2014 "


class NoteError(ValueError):
    """A note that cannot be read, or that no one who is known has signed."""


class BadSignature(NoteError):
    """A signature that names a known key and is not of it."""


@dataclass(frozen=True)
class Signature:
    """One line under a note: who signed, by which key, and the bytes of the signature."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {to_base64(self.key_id + self.value)}\n"


@dataclass(frozen=True)
class Note:
    """A text that ends with a newline, and its signatures; `str()` gives the whole note."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def add(self, signatures: Iterable[Signature]) -> "Note":
        """The note with these after its own; a later signature of a key replaces an earlier."""
        by_key = {(each.name, each.key_id): each for each in (*self.signatures, *signatures)}
        return Note(self.text, tuple(by_key.values()))


def sign(text: str, signers: Iterable[Signer]) -> Note:
    """The text under the signatures of logs; a witness signs by `cosignatures.cosign`."""
    if not text.endswith("\n"):
        raise NoteError("the text of a note ends with a newline")
    _check_characters(text)
    return Note(text, tuple(_sign(text, signer) for signer in signers))


def parse(data: str | bytes) -> Note:
    """The note in `data`, nothing in it verified yet; raises `NoteError`."""
    whole = _decode(data)
    text, found, lines = whole.rpartition("\n\n")
    if not found or not lines.endswith("\n"):
        raise NoteError("a note ends with an empty line and at least one line of signature")
    signatures = lines.removesuffix("\n").split("\n")
    if len(signatures) > MOST_SIGNATURES:
        raise NoteError(f"the note has {len(signatures)} signatures, more than {MOST_SIGNATURES}")
    return Note(text + "\n", tuple(map(read_signature, signatures)))


def read_signature(line: str) -> Signature:
    """One line of signature, without its newline; raises `NoteError`."""
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    try:
        data = from_base64(encoded)
    except ValueError:
        data = b""
    if not line.startswith(DASH) or not _is_name(name) or len(data) < 5:
        raise NoteError(f"{line[:100]!r} is not a line of signature")
    return Signature(name, data[:4], data[4:])


def verify(note: Note, verifiers: Iterable[Verifier]) -> tuple[Verifier, ...]:
    """The known keys that signed, in the order of the note.

    Signatures of keys that are not known are passed over. Raises `BadSignature` where a known key's
    signature is not of it, and `NoteError` where no known key signed.
    """
    known = {(each.name, each.key_id): each for each in verifiers}
    signed = {}
    for signature in note.signatures:
        key = (signature.name, signature.key_id)
        if key in known:
            _check_signature(note.text, signature, known[key])
            signed[key] = known[key]
    if not signed:
        raise NoteError(f"none of the known keys signed this; signed by: {_names(note)}")
    return tuple(signed.values())


def _sign(text: str, signer: Signer) -> Signature:
    if signer.kind is not Kind.LOG:
        raise NoteError(f"the key of {signer.name} is a witness's: what it signs has a time")
    return Signature(signer.name, signer.verifier.key_id, signer.sign(text.encode()))


def _check_signature(text: str, signature: Signature, verifier: Verifier) -> None:
    if not verifier.accepts(text, signature.value):
        raise BadSignature(
            f"the signature of {signature.name} ({signature.key_id.hex()}) does not fit this text"
        )


def _decode(data: str | bytes) -> str:
    if len(data) > LARGEST_NOTE:
        raise NoteError(f"the note is longer than {LARGEST_NOTE:,} bytes")
    try:
        text = data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError:
        raise NoteError("the note is not UTF-8") from None
    _check_characters(text)
    return text


def _check_characters(text: str) -> None:
    if any(c < " " and c != "\n" for c in text):
        raise NoteError("the note holds a control character")


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(c.isspace() for c in name)


def _names(note: Note) -> str:
    return ", ".join(f"{each.name} ({each.key_id.hex()})" for each in note.signatures)
