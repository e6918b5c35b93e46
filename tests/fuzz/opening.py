"""Reads bytes as a file, plain or packed, and holds its text against what other readers say."""

import gzip
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from random import Random
from zlib import crc32

import zstandard

from audits.discovery.reading.opening import GZIP, ZSTD, Opened

_MARKS = (BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE)


class Opening:
    """Opens whatever bytes there are, and the same bytes after they were packed and cut off."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, data: bytes) -> None:
        random = Random(crc32(data))  # noqa: S311
        self._check_given(data, random)
        if not data.startswith(_MARKS):
            self._check_packed(data, random)

    def finish(self) -> None:
        """Nothing is left to do."""

    def _opened(self, data: bytes) -> tuple[bytes, str]:
        self._path.write_bytes(data)
        opened = Opened(self._path)
        text = b"".join(opened.pieces())
        assert opened.broken or opened.taken == len(data)
        return text, opened.broken

    def _check_given(self, data: bytes, random: Random) -> None:
        text, broken = self._opened(data)
        offset = random.randrange(len(text) + 1)
        assert b"".join(Opened(self._path).pieces_from(offset)) == text[offset:]
        if data.startswith((GZIP, ZSTD)) and not broken:
            whole = gzip.decompress(data) if data.startswith(GZIP) else _unzstd(data)
            assert whole == text or whole.startswith(_MARKS)

    def _check_packed(self, data: bytes, random: Random) -> None:
        place = random.randrange(len(data) + 1)
        for pack in (gzip.compress, zstandard.compress):
            one, other = pack(data[:place]), pack(data[place:])
            assert self._opened(one + other) == (data, "")
            end = random.randrange(len(other))
            text, broken = self._opened(one + other[:end])
            assert data.startswith(text)
            assert len(text) >= place
            assert bool(broken) == bool(end), broken


def _unzstd(data: bytes) -> bytes:
    """The text of every frame."""
    with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as reader:
        return reader.read()
