"""Ed25519 keys in the text encodings of Go's note package and of C2SP signed-note.

    PRIVATE+KEY+<name>+<key id, 8 hex>+<base64 of kind and seed>
    <name>+<key id, 8 hex>+<base64 of kind and public key>

The key id is the beginning of SHA-256(name, newline, kind, public key).
"""

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from secrets import token_bytes

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from audits.trail.log.encoding import LARGEST, from_base64, to_base64

PRIVATE = "PRIVATE+KEY+"
KEY_SIZE = 32
SIGNATURE_SIZE = 64


class BadKey(ValueError):
    """A key that cannot be read, with what is wrong with it; never with the key itself."""


class Kind(IntEnum):
    """What a key signs: a log its notes, a witness what it saw at a time."""

    LOG = 0x01
    WITNESS = 0x04


def cosigned_message(text: str, at: int) -> bytes:
    """What a witness signs: C2SP tlog-cosignature, cosignature/v1; `at` in seconds since 1970."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _check_name(name: str) -> None:
    if not name or "+" in name or any(c.isspace() or c < " " for c in name):
        raise BadKey(f"the name {name!r} is empty or holds a space or a plus sign")


def _key_id(name: str, kind: Kind, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True)
class Verifier:
    """A public key with its name; `str()` gives its text, and `read_verifier` takes it back."""

    name: str
    kind: Kind
    public: bytes

    @cached_property
    def key_id(self) -> bytes:
        return _key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return _encode(self.name, self.key_id, self.kind, self.public)

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether `signature`, without its key id, is this key's under the text of a note."""
        if self.kind is Kind.LOG:
            return self._signed(text.encode(), signature)
        at = int.from_bytes(signature[:8], "big")
        return at <= LARGEST and self._signed(cosigned_message(text, at), signature[8:])

    def _signed(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key with its name. `to_text()` gives the secret; printing it does not."""

    name: str
    kind: Kind
    seed: bytes = field(repr=False)

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.kind, self._key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def to_text(self) -> str:
        return PRIVATE + _encode(self.name, self.verifier.key_id, self.kind, self.seed)


def generate(name: str, kind: Kind = Kind.LOG) -> Signer:
    """A new key under this name, by which verifiers will know it."""
    _check_name(name)
    return Signer(name, kind, token_bytes(KEY_SIZE))


def read_signer(text: str) -> Signer:
    """The private key out of its text; raises `BadKey`."""
    text = text.strip()
    if not text.startswith(PRIVATE):
        raise BadKey(f"a private key begins with {PRIVATE}")
    name, key_id, kind, seed = _decode(text.removeprefix(PRIVATE))
    signer = Signer(name, kind, seed)
    _check_id(name, key_id, signer.verifier.key_id)
    return signer


def read_verifier(text: str) -> Verifier:
    """The public key out of its text; raises `BadKey`."""
    text = text.strip()
    if text.startswith(PRIVATE):
        raise BadKey("this is a private key; a public one is wanted")
    name, key_id, kind, public = _decode(text)
    verifier = Verifier(name, kind, public)
    _check_id(name, key_id, verifier.key_id)
    return verifier


def _encode(name: str, key_id: bytes, kind: Kind, material: bytes) -> str:
    return f"{name}+{key_id.hex()}+{to_base64(bytes([kind]) + material)}"


def _decode(text: str) -> tuple[str, str, Kind, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise BadKey("a key consists of a name, an id and the key itself, joined by plus signs")
    name, key_id, encoded = parts
    _check_name(name)
    kind, material = _decode_material(name, encoded)
    return name, key_id, kind, material


def _decode_material(name: str, encoded: str) -> tuple[Kind, bytes]:
    try:
        data = from_base64(encoded)
    except ValueError:
        raise BadKey(f"the key of {name} is not base64 (cut off when it was copied?)") from None
    if data[:1] not in (bytes([kind]) for kind in Kind):
        raise BadKey(f"the key of {name} is of type 0x{data[:1].hex()}; 0x01 and 0x04 are known")
    if len(data) != 1 + KEY_SIZE:
        raise BadKey(f"the key of {name} has {len(data) - 1} bytes, an Ed25519 key has {KEY_SIZE}")
    return Kind(data[0]), data[1:]


def _check_id(name: str, stated: str, actual: bytes) -> None:
    if stated != actual.hex():
        raise BadKey(f"the key of {name} has the id {actual.hex()}, not {stated[:20]}")
