"""Whether a file that has grown still begins with what was read of it."""

import hashlib
from pathlib import Path

from audits.discovery.reading.opening import Opened

# So much is looked at of how a file begins, and of what stands before the place to go on from.
# A file that was rotated, replaced, or emptied and filled again differs in one of the two. To hold
# all of it against what was read would be to read it all again.
_BLOCK = 64 << 10


def fingerprint(path: Path, offset: int) -> str:
    """A digest of how the file begins and of what stands before `offset`; 64 hex digits.

    "" where a place in the text is none in the file, as in a compressed one. Raises OSError.
    """
    if not Opened(path).is_plain:
        return ""
    length = min(_BLOCK, offset)
    with path.open("rb") as file:
        begin = file.read(length)
        file.seek(offset - length)
        end = file.read(length)
    return hashlib.sha256(b"%d\n%b%b" % (offset, begin, end)).hexdigest()


def whole_lines(path: Path, offset: int) -> int:
    """Where the last line before `offset` ends that has ended: what follows may have been cut."""
    with path.open("rb") as file:
        for begin in range(max(0, offset - _BLOCK), -_BLOCK, -_BLOCK):
            file.seek(max(0, begin))
            feed = file.read(min(_BLOCK, offset)).rfind(b"\n")
            if feed >= 0:
                return max(0, begin) + feed + 1
    return 0
