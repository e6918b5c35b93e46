"""Files of a week each, plain or compressed, the same bytes for the same lines."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from itertools import islice
from pathlib import Path
from typing import IO

from zstandard import ZstdCompressor

AT_ONCE = 5000  # lines
GZIP_LEVEL = 4


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes] | BufferedIOBase]:
    with path.open("wb") as raw:
        if path.suffix == ".gz":
            # Neither a name nor a time, which would differ from run to run.
            with gzip.GzipFile("", "wb", GZIP_LEVEL, raw, mtime=0) as packed:
                yield packed
        elif path.suffix == ".zst":
            with ZstdCompressor().stream_writer(raw, closefd=False) as packed:
                yield packed
        else:
            yield raw


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Writes each line with its end, and answers how many there were."""
    written, rest = 0, iter(lines)
    with _opened(path) as file:
        while batch := list(islice(rest, AT_ONCE)):
            file.write(("\n".join(batch) + "\n").encode())
            written += len(batch)
    return written
