"""Base64 and decimal numbers as the C2SP formats ask: one spelling for each value."""

import base64
import binascii
import re

DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
LARGEST = 2**63 - 1


def to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str) -> bytes:
    """The bytes of standard base64 (RFC 4648, section 4); raises `ValueError` for any other."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"{text[:100]!r} is not base64") from None
    if to_base64(data) != text:
        raise ValueError(f"{text[:100]!r} is not base64 as it is written")
    return data


def to_number(text: str) -> int:
    """A number from 0 to 2**63 - 1 in decimal without leading zeros; raises `ValueError`."""
    if not DECIMAL.fullmatch(text) or int(text) > LARGEST:
        raise ValueError(f"{text[:30]!r} is not a number in decimal without leading zeros")
    return int(text)


def to_hash(text: str) -> bytes:
    """A SHA-256 hash out of base64; raises `ValueError`."""
    data = from_base64(text)
    if len(data) != 32:
        raise ValueError(f"{text!r} has {len(data)} bytes, a hash has 32")
    return data
