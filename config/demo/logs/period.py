"""The 90 days, their weeks, their working hours, and the gap in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

DAYS = 90
HOUR = 3600
DAY = 24 * HOUR
WEEK = 7 * DAY

# The department is eight hours behind UTC, so its working day is from 15:00 to 01:00 UTC.
BUSY_FROM, BUSY_HOURS = 15, 10
QUIET, WEEKEND = 0.3, 0.5  # traffic by night, and on Saturday and Sunday, as shares

GAP_FROM, GAP_HOURS = 17, 6  # 09:00 to 15:00 in the department
GAP_DAY = 40  # or the first Wednesday after it
WEDNESDAY, SATURDAY = 2, 5

RENUMBERED = 45 * DAY + 10 * HOUR  # 02:00 in the department
CHANGED = 6 * WEEK
WIDER = 7 * WEEK


def stream(seed: int, name: str) -> Random:
    """Numbers of their own for each part, so that none depends on how many another took."""
    return Random(f"{seed}:{name}")  # noqa: S311  # a demonstration has to be reproducible


@dataclass(frozen=True)
class Period:
    """From 00:00 UTC of a day to 00:00 UTC of another; moments are seconds since 1970."""

    start: int

    @classmethod
    def before(cls, until: date) -> "Period":
        first = datetime(until.year, until.month, until.day, tzinfo=UTC) - timedelta(days=DAYS)
        return cls(int(first.timestamp()))

    @property
    def end(self) -> int:
        return self.start + DAYS * DAY

    @property
    def weeks(self) -> int:
        return self.week_of(self.end - 1) + 1

    @property
    def renumbered(self) -> int:
        """When some machines changed addresses."""
        return self.start + RENUMBERED

    @property
    def changed(self) -> int:
        """When Zeek's and Umbrella's columns became others."""
        return self.start + CHANGED

    @property
    def wider(self) -> int:
        """When Squid began to write referrer and user agent."""
        return self.start + WIDER

    @property
    def gap_day(self) -> int:
        """The number of a Wednesday."""
        weekday = (moment(self.start).weekday() + GAP_DAY) % 7
        return GAP_DAY + (WEDNESDAY - weekday) % 7

    @property
    def gap(self) -> tuple[int, int]:
        begin = self.start + self.gap_day * DAY + GAP_FROM * HOUR
        return begin, begin + GAP_HOURS * HOUR

    def week_of(self, at: float) -> int:
        return int(at - self.start) // WEEK

    def first_day(self, week: int) -> str:
        return moment(self.start + week * WEEK).date().isoformat()

    def last_moment(self, week: int) -> int:
        return min(self.start + (week + 1) * WEEK, self.end)


def moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def iso(at: float) -> str:
    """To the second, as in the context files."""
    return moment(int(at)).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_ms(at: float) -> str:
    """To the millisecond, as in the truth."""
    return moment(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moments(
    period: Period, count: int, random: Random, *, without_gap: bool = False
) -> Iterator[float]:
    """`count` moments in order, dense in working hours, one at random in each equal share."""
    begins = range(period.start, period.end, HOUR)
    weights = [_weight(period, begin, without_gap=without_gap) for begin in begins]
    ends = list(accumulate(weights))
    share = ends[-1] / max(count, 1) * (1 - 1e-12)  # rounding must not leave the last hour
    draw, hour = random.random, 0
    for index in range(count):
        place = (index + draw()) * share
        while place >= ends[hour]:
            hour += 1
        # The last moments stay out: a request that is denied is sent again within them.
        yield begins[hour] + 3599.9 * (1 - (ends[hour] - place) / weights[hour])


def _weight(period: Period, begin: int, *, without_gap: bool) -> float:
    if without_gap and period.gap[0] <= begin < period.gap[1]:
        return 0.0
    local = moment(begin - 8 * HOUR)
    weight = 1.0 if BUSY_FROM - 8 <= local.hour < BUSY_FROM - 8 + BUSY_HOURS else QUIET
    return weight * (WEEKEND if local.weekday() >= SATURDAY else 1.0)
