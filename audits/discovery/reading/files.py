"""Which files there are, and which of them are one log."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_COMPRESSED = (".gz", ".zst", ".zstd", ".gzip")
# What rotation puts into a name: a number, or a date with or without a time.
_ROTATED = re.compile(
    r"(?:[._-](?:\d{1,4}|(?:19|20)\d{2}[-_]?\d{2}[-_]?\d{2}(?:[-_T]?\d{2}(?:[-_:]?\d{2}){0,2})?))"
    r"(?=$|[._-])"
)
_ONLY_DATE = re.compile(r"^(?:19|20)\d{2}[-_]?\d{2}[-_]?\d{2}")


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files at `paths` and in the folders there, in the order of their names, each once.

    Raises FileNotFoundError for a path where there is nothing. Hidden files are left out.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: there is no such file or folder")
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and not _is_hidden(file, path) and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _is_hidden(file: Path, within: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(within).parts)


def source_of(name: str) -> str:
    """What a rotated set has in common: `squid/access.log` of `squid/access.log.3.gz`."""
    folder, slash, file = name.rpartition("/")
    for ending in _COMPRESSED:
        file = file.removesuffix(ending)
    if _ONLY_DATE.match(file):
        return folder or file
    return folder + slash + _ROTATED.sub("", file)
