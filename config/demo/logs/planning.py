"""Draws the plan: 27 people, their sessions, and what is peculiar about some of the searches."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from random import Random

from config.demo.logs.network import Machine, Network
from config.demo.logs.people import Cast, Force, KnownRun
from config.demo.logs.period import DAY, DAYS, GAP_FROM, GAP_HOURS, HOUR, Period, moment
from config.demo.logs.plan import NOBODY, Mark, Plan, Run, SeenBy, Session

SEARCHES = 475
APART = 45  # seconds between two searches of one person, at least
SHARED_SESSIONS = ((0, 2), (0, 2), (1, 2), (1, 2), (0, 1))  # shared machine, pages
RUNS = 40
REPEATED = 12  # searches that the next file of the set has once more

WAYS = (
    [SeenBy.SQUID_USER] * 18
    + [SeenBy.SQUID_ADDRESS] * 3
    + [SeenBy.ZEEK_VPN] * 2
    + [SeenBy.ZEEK_LOGON]
    + [SeenBy.UMBRELLA_USER] * 2
    + [SeenBy.UMBRELLA_DEVICE]
)

MARKED = {
    Mark.IN_ZEEK_TOO: 15,
    Mark.IN_UMBRELLA_TOO: 10,
    Mark.DENIED_FIRST: 18,
    Mark.UPPER_CASE: 10,
    Mark.PORT: 10,
    Mark.TRAILING_DOT: 10,
    Mark.QUERY: 10,
}


def make_plan(
    random: Random, period: Period, force: Force, network: Network, cast: Cast | None = None
) -> Plan:
    """475 searches by 27 people, pages that nobody knows who saw, and the runs."""
    ways = random.sample(WAYS, len(WAYS))
    weights = [1 / (rank + 2) for rank in range(len(ways))]
    extra = Counter(random.choices(range(len(ways)), weights, k=SEARCHES - len(ways)))
    sessions: list[Session] = []
    for rank, (place, way) in enumerate(zip(force.culprits, ways, strict=True)):
        sessions += _sessions(random, period, place, way, 1 + extra[rank])
    _move_to_shared(sessions, network.shared[0])
    recorded = cast.runs if cast else ()
    runs = list(_recorded(period, force, recorded) if recorded else _runs(random, period, force))
    unattributed = list(_at_shared(random, period, network))
    return Plan(sessions, unattributed, runs, _marks(random, period, sessions))


def _days(period: Period) -> list[int]:
    """Days on which all of a working day lies in the period and outside of the gap."""
    return [day for day in range(DAYS - 1) if day != period.gap_day]


def _sessions(
    random: Random, period: Period, place: int, way: SeenBy, searches: int
) -> Iterator[Session]:
    sizes = []
    while searches:
        sizes.append(min(searches, random.randint(2, 6)))
        searches -= sizes[-1]
    for day, size in zip(sorted(random.sample(_days(period), len(sizes))), sizes, strict=True):
        times = _times(random, period, day, size)
        # Umbrella tells whole seconds.
        whole = tuple(float(int(at)) for at in times)
        yield Session(place, way, whole if way.source == "umbrella" else times)


def _times(random: Random, period: Period, day: int, size: int) -> tuple[float, ...]:
    at = period.start + day * DAY + random.uniform(15.5, 24.5) * HOUR
    times = []
    for _search in range(size):
        times.append(round(at, 3))
        at += random.uniform(APART + 2, 400)
    return tuple(times)


def _at_shared(random: Random, period: Period, network: Network) -> Iterator[Session]:
    days = random.sample(_days(period), len(SHARED_SESSIONS))
    for day, (which, size) in zip(days, SHARED_SESSIONS, strict=True):
        times = _times(random, period, day, size)
        yield Session(NOBODY, SeenBy.SQUID_ADDRESS, times, network.shared[which])


def _move_to_shared(sessions: list[Session], machine: Machine) -> None:
    """Two sessions of the busiest person with an account on the line are from a shared machine."""
    named = [index for index, each in enumerate(sessions) if each.seen_by == SeenBy.SQUID_USER]
    busiest, _sessions = Counter(sessions[index].place for index in named).most_common(1)[0]
    for index in [index for index in named if sessions[index].place == busiest][:2]:
        sessions[index] = replace(sessions[index], machine=machine)


def _marks(
    random: Random, period: Period, sessions: list[Session]
) -> dict[tuple[int, float], Mark]:
    """One mark each, for people's own machines and accounts only."""
    searches = _markable(sessions)
    # The newest file has none after it that could repeat a line.
    earlier = [search for search in searches if period.week_of(search[1]) < period.weeks - 1]
    marks = dict.fromkeys(random.sample(earlier, REPEATED), Mark.IN_TWO_FILES)
    left = [search for search in searches if search not in marks]
    kinds = [mark for mark, times in MARKED.items() for _time in range(times)]
    return marks | dict(zip(random.sample(left, len(kinds)), kinds, strict=True))


def _markable(sessions: list[Session]) -> list[tuple[int, float]]:
    return [
        (session.place, at)
        for session in sessions
        if session.seen_by == SeenBy.SQUID_USER and not session.machine
        for at in session.times
    ]


def _recorded(period: Period, force: Force, runs: Sequence[KnownRun]) -> Iterator[Run]:
    """Those of the period that lie outside of the gap, in which nothing was logged."""
    places = {person.serial: place for place, person in enumerate(force.people)}
    for run in runs:
        day, hour = divmod(run.ran_at - period.start, DAY)
        in_gap = day == period.gap_day and GAP_FROM <= hour / HOUR < GAP_FROM + GAP_HOURS
        if 0 <= day < DAYS and not in_gap:
            yield Run(
                run.number, places[run.operator[0]], run.ran_at + 5.0, run.approved_from,
                run.approved_until, run.ran_at,
            )  # fmt: skip


def _runs(random: Random, period: Period, force: Force) -> Iterator[Run]:
    numbers = count(101)
    for day in sorted(random.sample(_days(period), RUNS)):
        (at,) = _times(random, period, day, 1)
        approved = int(period.start + (day - 1) * DAY + random.uniform(16, 24) * HOUR)
        for _other in range(random.randrange(9)):
            next(numbers)
        yield Run(
            f"{moment(at).year}-{next(numbers):04d}", random.choice(force.operators), at, approved,
            approved + 14 * DAY, int(at) // 60 * 60 - 60 * random.randrange(3),
        )  # fmt: skip
