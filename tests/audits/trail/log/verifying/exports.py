"""An export, what stands in it, and how it is spoiled."""

import hashlib
import json
from pathlib import Path

from tests.audits.trail.log.building import (
    ORIGIN,
    SIGNER,
    WITNESS,
)

KEY = ["--key", str(SIGNER.verifier)]
WITNESS_KEY = ["--witness", str(WITNESS.verifier)]
CONTENTS = [b"content %d" % number for number in range(3)]
DIGESTS = [hashlib.sha256(content).hexdigest() for content in CONTENTS]


def entry(number: int, content: str | None = None) -> bytes:
    return json.dumps({"content": content, "number": number}, separators=(",", ":")).encode()


ENTRIES = [entry(number, DIGESTS[number] if number < 3 else None) for number in range(600)]


def content_file(folder: Path, digest: str) -> Path:
    return folder / "content" / digest[:2] / digest


def change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


SIGNED = f"signed by {ORIGIN} (key {SIGNER.verifier.key_id.hex()})"
