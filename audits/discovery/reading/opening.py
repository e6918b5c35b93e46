"""Files as streams of bytes: plain, gzip and zstd, told apart by how they begin."""

import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import zstandard

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_NOT_PLAIN = (GZIP, ZSTD, BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE)
# As much of a file at a time; large enough for the scanner, small enough for the memory.
PIECE = 8 << 20
_GZIP_PIECE = 1 << 20
# A few bytes of zstd may hold a hundred thousand; so few that no piece of text gets too large.
_ZSTD_PIECE = 2 << 10
_GZIP_FRAMING = 31


class Opened:
    """A log file's text as bytes, decompressed, without a byte order mark.

    UTF-16, as Windows exports it, becomes UTF-8 where a mark tells it.

    `taken` is how many bytes of the file itself were read, for a measure of progress. What the
    file holds when it is opened is read, or what lies before `end` in it; what is added meanwhile
    is left for the next time. `broken` says, after the last piece, why there is not more, where
    something is missing.
    """

    def __init__(self, path: Path, *, end: int | None = None) -> None:
        self.path = path
        self.size = path.stat().st_size if end is None else end
        self.taken = 0
        self.broken = ""

    @cached_property
    def is_plain(self) -> bool:
        """Whether the text is the file as it is, so that it can be read from any place on."""
        with self.path.open("rb", buffering=0) as file:
            return not file.read(len(ZSTD)).startswith(_NOT_PLAIN)

    def pieces(self) -> Iterator[bytes]:
        """The text, piece by piece, as far as it can be read. Raises OSError."""
        yield from _without_mark(self._decompressed())

    def pieces_from(self, offset: int) -> Iterator[bytes]:
        """The text without its first `offset` bytes; what needs not be read of them is not.

        The pieces end where those of the whole text do.
        """
        left = offset
        if self.is_plain:
            self.taken, left = offset - offset % PIECE, offset % PIECE
        for piece in self._plain() if self.is_plain else self.pieces():
            if left < len(piece):
                yield piece[left:]
            left = max(0, left - len(piece))

    def _plain(self) -> Iterator[bytes]:
        with self.path.open("rb", buffering=0) as file:
            file.seek(self.taken)
            yield from self._raw(file, PIECE)

    def _decompressed(self) -> Iterator[bytes]:
        with self.path.open("rb", buffering=0) as file:
            begin = file.read(len(ZSTD))
            file.seek(0)
            if begin.startswith(GZIP):
                yield from self._gunzipped(file)
            elif begin == ZSTD:
                yield from self._unzstd(file)
            else:
                yield from self._raw(file, PIECE)

    def _raw(self, file: BinaryIO, size: int) -> Iterator[bytes]:
        while self.taken < self.size:
            piece = file.read(min(size, self.size - self.taken))
            if not piece:
                self.broken = "the file became shorter while it was read"
                return
            self.taken += len(piece)
            yield piece

    def _gunzipped(self, file: BinaryIO) -> Iterator[bytes]:
        member = zlib.decompressobj(_GZIP_FRAMING)
        begun = False
        try:
            for piece in self._raw(file, _GZIP_PIECE):
                left = piece
                while left:
                    yield member.decompress(left, PIECE)
                    left = member.unconsumed_tail
                    if member.eof:
                        # Another member may follow, or padding.
                        left = member.unused_data.lstrip(b"\0")
                        member = zlib.decompressobj(_GZIP_FRAMING)
                        begun = bool(left)
                    else:
                        begun = True
        except zlib.error as error:
            self.broken = f"it is not gzip anymore: {error}"
            return
        if begun:
            self.broken = "its gzip stream is cut off"

    def _unzstd(self, file: BinaryIO) -> Iterator[bytes]:
        frame, begun = zstandard.ZstdDecompressor().decompressobj(), False
        try:
            for piece in self._raw(file, _ZSTD_PIECE):
                left = piece
                while left:
                    yield frame.decompress(left)
                    left, begun = b"", True
                    if frame.eof:
                        left, begun = frame.unused_data, False
                        frame = zstandard.ZstdDecompressor().decompressobj()
        except zstandard.ZstdError as error:
            self.broken = f"it is not zstd anymore: {error}"
            return
        if begun:
            self.broken = "its zstd stream is cut off"


def _without_mark(pieces: Iterator[bytes]) -> Iterator[bytes]:
    begin = b""
    for piece in pieces:
        begin += piece
        if len(begin) >= len(BOM_UTF8):
            break
    if begin.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        yield from _out_of_utf16(chain([begin], pieces))
    else:
        yield begin.removeprefix(BOM_UTF8)
        yield from pieces


def _out_of_utf16(pieces: Iterator[bytes]) -> Iterator[bytes]:
    decoder = getincrementaldecoder("utf-16")(errors="replace")
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()
