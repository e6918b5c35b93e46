"""What runs an expression over lines."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from ibis.expr.types import Table

# A file's name, the offset of a line in its text, and the line.
Line = tuple[str, int, str]
# A row of selecting.ANSWER.
Answer = tuple


class Engine(Protocol):
    """Runs an expression of `selecting` over lines."""

    def run(self, expression: Table, lines: Sequence[Line]) -> Iterable[Answer]:
        """The rows of the answer, in no particular order."""
