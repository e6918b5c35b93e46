"""A text is read as UTF-8 without a mark, whatever Windows made of it."""

import gzip
from pathlib import Path

import pytest

from audits.discovery.formats.detecting import sample_of
from audits.discovery.reading.opening import Opened

TEXT = "Zürich 顔\n" * 3


def text_of(path: Path, data: bytes) -> bytes:
    path.write_bytes(data)
    return b"".join(Opened(path).pieces())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_mark_tells_the_encoding_and_is_no_part_of_the_text(
    tmp_path: Path, encoding: str
) -> None:
    assert text_of(tmp_path / "log", TEXT.encode(encoding)) == TEXT.encode()


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf16_is_read_in_either_order(tmp_path: Path, order: str) -> None:
    data = f"\ufeff{TEXT}".encode(f"utf-16-{order}")

    assert text_of(tmp_path / "log", data) == TEXT.encode()
    assert sample_of(tmp_path / "log") == TEXT.splitlines()


def test_a_mark_inside_gzip_is_found(tmp_path: Path) -> None:
    data = gzip.compress(TEXT.encode("utf-16"))

    assert text_of(tmp_path / "log.gz", data) == TEXT.encode()


def test_a_character_that_two_pieces_share_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audits.discovery.reading.opening.PIECE", 3)

    assert text_of(tmp_path / "log", TEXT.encode("utf-16")) == TEXT.encode()


def test_half_a_character_at_the_end_is_told_as_one_that_cannot_be_read(tmp_path: Path) -> None:
    assert text_of(tmp_path / "log", "ab".encode("utf-16")[:-1]).decode() == "a\ufffd"


@pytest.mark.parametrize("data", [b"", b"a", b"\xef\xbb", b"\xff"])
def test_a_file_shorter_than_a_mark_is_read(tmp_path: Path, data: bytes) -> None:
    assert text_of(tmp_path / "log", data) == data


def test_a_mark_later_in_the_text_stays(tmp_path: Path) -> None:
    data = b"a\n\xef\xbb\xbfb\n"

    assert text_of(tmp_path / "log", data) == data
