"""Who a finding is about, without saying so: pseudonyms, and what is sealed.

Both need keys that are not in the database, so that a copy of it names nobody.
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

# Without I, L, O and U, which are misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 5


def pseudonym(serial: str) -> str:
    """What a person is called: "P-7QK4M-2XD9T", the same for a serial number across years.

    50 bits of an HMAC-SHA-256 (RFC 2104) in Crockford's base 32: among 10,000 people two share
    one with a probability of 1 in 20 million.
    """
    number = int.from_bytes(_digest("pseudonym", serial)[:8], "big")
    signs = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(2 * _GROUP))
    return f"P-{signs[:_GROUP]}-{signs[_GROUP:]}"


def mark(reference: object, serial: str) -> str:
    """What says that two are the same person within one finding, and nothing across findings.

    By it the database refuses what the person may not do, without knowing who it is. 32 hex digits.
    """
    return _digest(f"mark {reference}", serial).hex()[:32]


def keyed(text: str) -> str:
    """A digest of `text` that only a holder of the key can make; 64 hex digits."""
    return _digest("text", text).hex()


def seal(text: str) -> bytes:
    """`text` as only a holder of a key can read it (Fernet: AES-128-CBC, HMAC-SHA-256)."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """What was sealed under any of the keys; raises cryptography's InvalidToken otherwise."""
    return _fernet().decrypt(bytes(sealed)).decode()


def _digest(use: str, text: str) -> bytes:
    told = f"{use}\0{text}".encode()
    return hmac.digest(settings.PSEUDONYM_KEY.encode(), told, hashlib.sha256)


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.DISCOVERY_KEYS])
