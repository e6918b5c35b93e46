"""Files as streams of bytes."""

import gzip
from pathlib import Path

import pytest

from audits.discovery.reading.opening import PIECE, Opened

TEXT = b"".join(b"%099d\n" % number for number in range(PIECE // 40))


@pytest.mark.parametrize("offset", [0, 700, PIECE, PIECE + 1, len(TEXT)])
def test_a_text_is_read_from_any_place(tmp_path: Path, offset: int) -> None:
    (tmp_path / "plain").write_bytes(TEXT)
    (tmp_path / "packed").write_bytes(gzip.compress(TEXT, 1))

    for name in ("plain", "packed"):
        assert b"".join(Opened(tmp_path / name).pieces_from(offset)) == TEXT[offset:]


def test_what_stands_before_is_not_read_of_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(TEXT)
    opened = Opened(tmp_path / "plain", end=PIECE * 2)

    pieces = list(opened.pieces_from(PIECE + 100))

    assert pieces == [TEXT[PIECE + 100 : PIECE * 2]]
    assert opened.taken == PIECE * 2


def test_a_file_with_a_mark_is_not_plain(tmp_path: Path) -> None:
    (tmp_path / "marked").write_bytes(b"\xef\xbb\xbf" + TEXT)
    opened = Opened(tmp_path / "marked")

    assert not opened.is_plain
    assert b"".join(opened.pieces_from(PIECE)) == TEXT[PIECE:]
