"""Of which times a log has lines, told without reading the time of every line."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from audits.discovery.formats.clocks import Moment

# Lines this near to each other have no pause between them.
NEAR = timedelta(minutes=15)
# So far apart in a block, two lines are looked at; between them the block is halved while needed.
_STRIDE = 64 << 10
_TRIES = 20
_HOUR = timedelta(hours=1)
_MOST_JUMPS = 100

TimeOf = Callable[[bytes], Moment | None]
Span = tuple[datetime, datetime]
Mark = tuple[int, Moment]


@dataclass
class Coverage:
    """The times that lines of a log were seen at: spans without a pause longer than NEAR.

    `by_hour` has the number of lines of each hour (aware, UTC, on the hour), spread evenly over
    what was not looked at line by line. `jumps` are offsets at which the clock went back by more
    than an hour. A pause is found to the line as long as the log goes forward in time. What may
    have been written at either of two moments covers both: no pause is told that may be none.
    """

    spans: list[Span] = field(default_factory=list)
    by_hour: Counter[datetime] = field(default_factory=Counter)
    jumps: list[int] = field(default_factory=list)
    _last: datetime | None = None
    _counted: int = 0

    def add_block(self, data: bytes, offset: int, time_of: TimeOf) -> int:
        """Adds the lines of `data`, which stand at `offset` in the text; how many feeds they have.

        Each byte is looked at once, to count and to cover.
        """
        marks = list(_marks(data, time_of))
        if not marks:
            return data.count(b"\n")
        self._counted = 0
        if self._last:
            self._note_jump(offset, self._last, marks[0][1].at)
        for one, other in pairwise(marks):
            self._between(data, offset, one, other, time_of)
        between = self._counted
        self._cover(marks[-1][1], marks[-1][1], 1)
        self._last = marks[-1][1].at
        return data.count(b"\n", 0, marks[0][0]) + between + data.count(b"\n", marks[-1][0])

    def merge(self, other: "Coverage") -> None:
        """Adds what `other` covers."""
        self.spans += other.spans
        self.by_hour.update(other.by_hour)
        self.jumps += other.jumps

    def joined(self) -> list[Span]:
        """The spans in order, those with no more than NEAR between them as one."""
        joined: list[Span] = []
        for begin, end in sorted(self.spans):
            if joined and begin - joined[-1][1] <= NEAR:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((begin, end))
        return joined

    def _between(self, data: bytes, offset: int, one: Mark, other: Mark, time_of: TimeOf) -> None:
        """Covers what lies between two lines; halves it where they are far apart."""
        while abs(other[1].at - one[1].at) > NEAR:
            middle = _middle(data, one[0], other[0], time_of)
            if middle is None:
                self._cover(one[1], one[1], data.count(b"\n", one[0], other[0]))
                self._note_jump(offset + other[0], one[1].at, other[1].at)
                return
            self._between(data, offset, one, middle, time_of)
            one = middle
        self._cover(one[1], other[1], data.count(b"\n", one[0], other[0]))

    def _note_jump(self, offset: int, before: datetime, after: datetime) -> None:
        if before - after > _HOUR and len(self.jumps) < _MOST_JUMPS:
            self.jumps.append(offset)

    def _cover(self, one: Moment, other: Moment, lines: int) -> None:
        span = min(one.at, other.at), max(one.at, other.at)
        self._counted += lines
        self.by_hour[span[0].replace(minute=0, second=0, microsecond=0)] += lines
        if one.other and other.other:
            self.spans.insert(0, (min(one.other, other.other), max(one.other, other.other)))
        if self.spans and self.spans[-1][0] <= span[0] and span[0] - self.spans[-1][1] <= NEAR:
            self.spans[-1] = self.spans[-1][0], max(self.spans[-1][1], span[1])
        else:
            self.spans.append(span)


def _marks(data: bytes, time_of: TimeOf) -> Iterator[Mark]:
    """The first line of each stride, and the last line, with their times."""
    at = -1
    for place in range(0, len(data), _STRIDE):
        mark = _line_after(data, place, len(data), time_of)
        if mark and mark[0] > at:
            at = mark[0]
            yield mark
    begin = data.rfind(b"\n", 0, len(data) - 1) + 1
    when = time_of(data[begin:]) if begin > at else None
    if when:
        yield begin, when


def _middle(data: bytes, low: int, high: int, time_of: TimeOf) -> Mark | None:
    """A line between those at `low` and `high`: of the second half, or else the next one."""
    places = ((low + high + 1) // 2, low + 1)
    return next(filter(None, (_line_after(data, one, high, time_of) for one in places)), None)


def _line_after(data: bytes, place: int, most: int, time_of: TimeOf) -> Mark | None:
    """The first line at or after `place`, and before `most`, whose time can be read."""
    begin = data.find(b"\n", place - 1) + 1 if place else 0
    for _ in range(_TRIES):
        if (not begin and place) or begin >= most:
            return None
        end = data.find(b"\n", begin) + 1 or len(data)
        when = time_of(data[begin:end])
        if when:
            return begin, when
        begin = end
    return None
