"""What reading a line takes grows no faster than the line: who writes a log cannot stop its reader.

Growth is measured, and not seconds: ten times the length may take thirty times as long, between
the ten of what is linear and the hundred of what is not.
"""

import re
from collections.abc import Callable
from time import process_time

import pytest

from tests.audits.discovery.formats.both import columns_of, laid_out
from tests.audits.discovery.formats.columns.kinds import COLUMNS
from tests.audits.discovery.formats.planting import planted
from tests.audits.discovery.formats.writers import WRITERS

# Any of them may be read as a quadratic number of beginnings, ends or dividers.
UNITS = (
    " ", "\t", "a", '"', '""', "\\", '\\"', ",", '",', '"a",', "a,", "a    ,", "|", "/", ":", "[",
    "=", "\\=", " a=", '="', '" =', '"a":"', '{"o":{', "a b ", '"a" ', "a.", "1.2.3.4 a.b ", "%2C",
    "X-FORWARDED-FOR -> ", "<1>", "é",
)  # fmt: skip
SHORT, LONG, LONGEST = 1_000, 10_000, 100_000
MOST = 30
# Seconds below which the clock tells nothing; a square would be far above, for the longest line.
UNTOLD = 0.002

Read = Callable[[str], object]


def takes(read: Read, line: str) -> float:
    """Seconds of CPU."""
    began = process_time()
    read(line)
    return process_time() - began


def grows_too_fast(read: Read, short: str, long: str) -> bool:
    """Whether it does time and again: a single one may have been held up by something else."""
    return all(UNTOLD < takes(read, long) > MOST * takes(read, short) for _ in range(4))


def faults(read: Read, around: str, units: tuple[str, ...]) -> list[str]:
    """Those of `units` of which many in the midst of a line take too long to read.

    The longest line is tried with the slowest of them alone, where all of them do well so far.
    """
    begin, end = around[: len(around) * 2 // 3], around[len(around) * 2 // 3 :]

    def line(unit: str, length: int) -> str:
        return begin + unit * (length // len(unit)) + end

    slow = [one for one in units if grows_too_fast(read, line(one, SHORT), line(one, LONG))]
    slowest = max(units, key=lambda one: takes(read, line(one, LONG)))
    if not slow and grows_too_fast(read, line(slowest, LONG), line(slowest, LONGEST)):
        return [slowest]
    return slow


def own_units(line: str) -> tuple[str, ...]:
    """What a format looks for, with and without what should come after it."""
    names = dict.fromkeys(re.findall(r'[\t,{ |^]?[^\t,{ |^]+[=:]"?', line))
    return line, f'{line[:-1]}"a', '"proxied":[', ',2020/11/13 15:00:00,1,THREAT,url,"a', *names


# Their last third comes after the units: inside of a value, of one in quotes, and of a list.
AROUND = ("", "x,ab", 'a="x" a="bc"', '{"o":{"a":"bc"}}', "a b,a b,a b,a b")


@pytest.mark.parametrize("name", COLUMNS)
def test_of_no_column(name: str) -> None:
    found = [faults(COLUMNS[name].read, around, UNITS) for around in AROUND]

    assert found == [[]] * len(AROUND)


# One of those that write the same columns.
@pytest.mark.parametrize(
    "name", {laid_out(writer): name for name, writer in WRITERS.items()}.values()
)
def test_of_no_format(name: str) -> None:
    log_format = laid_out(WRITERS[name])
    line = WRITERS[name].lines(next(planted(WRITERS[name], 1, seed=1))[0])[0]
    units = (*UNITS, *own_units(line)[:12])
    reads = {"shape": log_format.fits} | {
        name: column.read for name, column in columns_of(log_format).items()
    }

    found = {
        (name, unit)
        for name, read in reads.items()
        # The last one ends inside of quotes, after as many of what marks the format as there are.
        for around in ("", line, f'{line} a="x')
        for unit in faults(read, around, units)
    }

    assert found == set()
