"""Lines of Squid's native access.log, in the three spellings that the period has.

The columns are those of Squid's built-in `squid` log format; later two are appended.
"""

from config.demo.logs.period import WEEK, Period

BLANK_WEEKS = 2  # of lines that end in a space


def line(
    at: float,
    *,
    elapsed: int,
    client: str,
    result: str,
    size: int,
    method: str,
    url: str,
    user: str,
    peer: str,
    mime: str,
) -> str:
    """The ten columns; `at` in seconds since 1970, `elapsed` in milliseconds, `size` in bytes."""
    return f"{at:.3f} {elapsed:6d} {client} {result} {size} {method} {url} {user} {peer} {mime}"


def tail(period: Period, at: float, referrer: str, agent: str) -> str:
    """What follows the ten columns."""
    if at >= period.wider:
        return f' "{referrer}" "{agent}"'
    return " " if at < period.start + BLANK_WEEKS * WEEK else ""
