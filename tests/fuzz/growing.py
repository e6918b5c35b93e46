"""What reading a line takes, as the line grows: a fuzzer's own lines are too short to tell."""

from collections.abc import Mapping
from random import Random
from time import process_time

from tests.fuzz.layouts import Read

_SHORT, _LONG = 4_000, 16_000
# Between the 4 of what is linear and the 16 of what is not.
_MOST = 10
# Seconds below which the clock tells nothing.
_UNTOLD = 0.005
_LONGEST_UNIT = 40


def grown(line: str, length: int, place: int, end: int) -> str:
    """`line` with what stands between `place` and `end` repeated, up to about `length`."""
    unit = line[place:end]
    return line[:place] + unit * (length // len(unit)) + line[end:]


def check_growth(line: str, reads: Mapping[str, Read], random: Random) -> None:
    """Repeats a piece of `line`, and raises AssertionError where it then takes too long."""
    place = random.randrange(len(line))
    end = min(len(line), place + random.randint(1, _LONGEST_UNIT))
    short, long = grown(line, _SHORT, place, end), grown(line, _LONG, place, end)
    for name, read in reads.items():
        tries = ((_takes(read, long), _takes(read, short)) for _ in range(5))
        if all(most > _UNTOLD and most > _MOST * least for most, least in tries):
            raise AssertionError(f"{name} takes the square of {line[place:end]!r} in {line!r}")


def _takes(read: Read, line: str) -> float:
    began = process_time()
    read(line)
    return process_time() - began
