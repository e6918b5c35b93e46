"""What of a file could not be read, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A part of a file that could not be read: `what`, from `offset`, for `length` bytes.

    `offset` counts the bytes of the text, after decompression; `length` is 0 where nobody can
    tell how much is missing.
    """

    file: str
    offset: int
    length: int
    what: str
