"""A stream of bytes, cut into blocks of whole lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

# What is longer than this is no line of a log.
LONGEST_LINE = 1 << 20
BLOCK = 8 << 20


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines, from `offset` in the text; or, where `skipped`, a line that is too long.

    The last line of a file may lack its line feed.
    """

    offset: int
    data: bytes
    skipped: int = 0

    @property
    def end(self) -> int:
        return self.offset + len(self.data) + self.skipped


def blocks(pieces: Iterable[bytes]) -> Iterator[Block]:
    """`pieces` as blocks of about BLOCK bytes of whole lines, in order and without a hole."""
    cutter = _Cutter()
    for piece in _gathered(pieces):
        yield from cutter.cut(piece)
    yield from cutter.rest()


def lines(pieces: Iterable[bytes]) -> Iterator[Block]:
    """`pieces` line by line, each a block of its own, with its end: LF, CR or both."""
    for block in blocks(pieces):
        if block.skipped:
            yield block
        at = block.offset
        for whole in BytesIO(block.data):
            for line in _parts(whole):
                skipped = len(line) if len(line) > LONGEST_LINE else 0
                yield Block(at, b"" if skipped else line, skipped)
                at += len(line)


def _parts(whole: bytes) -> list[bytes]:
    """What ends with an LF, cut where a CR ends a line of it."""
    return whole.splitlines(keepends=True) if b"\r" in whole[:-2] else [whole]


class _Cutter:
    """Holds the line that has not ended yet, and skips it where it does not end at all."""

    def __init__(self) -> None:
        self._offset = self._skipped = 0
        self._held = b""

    def cut(self, piece: bytes) -> Iterator[Block]:
        if self._skipped:
            unended, feed, piece = piece.partition(b"\n")
            self._skipped += len(unended) + len(feed)
            if not feed:
                return
            yield from self.rest()
        end = piece.rfind(b"\n") + 1
        if end:
            whole = b"".join((self._held, memoryview(piece)[:end]))
            yield Block(self._offset, whole)
            self._offset, self._held = self._offset + len(whole), piece[end:]
        else:
            self._held += piece
        if len(self._held) > LONGEST_LINE:
            self._skipped, self._held = len(self._held), b""

    def rest(self) -> Iterator[Block]:
        """What was skipped, or the last line, which lacks its line feed."""
        if self._skipped or self._held:
            block = Block(self._offset, self._held, self._skipped)
            yield block
            self._offset, self._skipped, self._held = block.end, 0, b""


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """`pieces` put together, so that none but the last is small."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)
