"""Which lines of a block are worth parsing: one pass of a literal scanner over its bytes."""

from collections.abc import Collection, Iterator
from functools import cached_property

import hyperscan


class Scanner:
    """Finds lines that hold one of `literals` (bytes, whatever their case).

    It finds every such line, and says nothing of where in the line a literal stands: what it
    finds is a superset of what is looked for.
    """

    def __init__(self, literals: Collection[bytes]) -> None:
        self.literals = sorted(set(literals))

    @cached_property
    def _database(self) -> hyperscan.Database:
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=[_escaped(literal) for literal in self.literals],
            ids=list(range(len(self.literals))),
            elements=len(self.literals),
            flags=[hyperscan.HS_FLAG_CASELESS] * len(self.literals),
        )
        return database

    def lines(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The lines of `data` that hold a literal, each with its offset, in order."""
        ends: list[int] = []
        self._database.scan(data, match_event_handler=lambda _i, _b, end, _f, _c: ends.append(end))
        after = 0
        for end in sorted(ends):
            if end <= after:
                continue
            begin = data.rfind(b"\n", 0, end) + 1
            after = data.find(b"\n", end) + 1 or len(data)
            yield begin, data[begin:after].rstrip(b"\r\n")


def _escaped(literal: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in literal)
