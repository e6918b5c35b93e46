"""One way of writing figures as bytes, so that anyone can check a report's digest."""

import hashlib
import json
from typing import Any


def canonical_json(figures: dict[str, Any]) -> bytes:
    """`figures` as RFC 8785 writes them: figures hold no fractions, and their names are ASCII."""
    text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest_of(figures: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(figures)).hexdigest()
