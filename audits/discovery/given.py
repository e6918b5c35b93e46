"""A file that was handed over."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class GivenFile:
    """What a file is called, and where the server has it."""

    name: str
    path: Path
