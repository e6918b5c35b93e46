"""The 9,000 invented people of the logs, and who of them is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from random import Random
from string import ascii_uppercase
from typing import NamedTuple

from config.demo.department import read_department

SIZE = 9000
FIRST_SERIAL = 30001
CULPRITS = 27
OPERATORS = 8
DOMAIN = "police.example"
NETBIOS = "POLICE"
# The realms of its users.
REALMS = (NETBIOS, DOMAIN)


# Someone of a department that has people already: serial number, account such as u31234, name.
Known = tuple[str, str, str]


@dataclass(frozen=True)
class KnownRun:
    """A run that such a department has recorded; the moments are seconds since 1970."""

    number: str
    operator: Known
    approved_from: int
    approved_until: int
    ran_at: int


@dataclass(frozen=True)
class Cast:
    """The people of a department who play in its logs, in place of people drawn.

    27 `culprits` are found; `around` look at this and that; `runs` are all that were recorded.
    """

    culprits: Sequence[Known]
    around: Sequence[Known] = ()
    runs: Sequence[KnownRun] = ()

    @property
    def operators(self) -> list[Known]:
        return list(dict.fromkeys(run.operator for run in self.runs))


class LogPerson(NamedTuple):
    """A row of the roster."""

    serial: str
    user: str
    name: str
    unit: str

    @property
    def email(self) -> str:
        return f"{self.serial}@{DOMAIN}"

    @property
    def windows(self) -> str:
        return f"{NETBIOS}\\{self.user}"

    @property
    def identity(self) -> str:
        """As Umbrella names a person of the directory."""
        first, last = self.name.rsplit(" ", 1)
        return f"{last}, {first} ({self.email})"


@dataclass(frozen=True)
class Force:
    """Everyone, by place in the roster, and the places of those who matter."""

    people: list[LogPerson]
    culprits: list[int]
    operators: list[int]
    around: list[int] | None = None

    @cached_property
    def others(self) -> list[int]:
        told = {*self.culprits, *self.operators}
        return [place for place in range(len(self.people)) if place not in told]


def make_force(random: Random, cast: Cast | None = None) -> Force:
    """9,000 people; 27 are found, of a `cast` who take the places of others, or else drawn.

    Raises ValueError unless there are 27 different ones.
    """
    people = _invent(random)
    drawn = random.sample(range(SIZE), CULPRITS + OPERATORS)
    found, operators = drawn[:CULPRITS], drawn[CULPRITS:]
    if cast is None:
        return Force(people, found, operators)
    found = _seat(people, _all_different(cast.culprits))
    around = [one for one in _seat(people, cast.around) if one not in found]
    operators = _seat(people, cast.operators)
    if not operators:
        operators = [place for place in range(SIZE) if place not in found][-OPERATORS:]
    return Force(people, found, operators, [one for one in around if one not in operators] or None)


def _all_different(culprits: Sequence[Known]) -> Sequence[Known]:
    serials = {serial for serial, _user, _name in culprits}
    if len(serials) != CULPRITS or len(culprits) != CULPRITS:
        message = f"culprits: expected {CULPRITS} different people, not {len(serials)}."
        raise ValueError(message)
    return culprits


def _invent(random: Random) -> list[LogPerson]:
    plan = read_department()
    names = list(product(plan["first_names"], ascii_uppercase, plan["last_names"]))
    units = [code for code, *_row, members in plan["units"] for _member in range(members)]
    people = []
    for index, (first, initial, last) in enumerate(random.sample(names, SIZE)):
        serial = str(FIRST_SERIAL + index)
        name = f"{first} {initial}. {last}"
        people.append(LogPerson(serial, f"u{serial}", name, random.choice(units)))
    return people


def _seat(people: list[LogPerson], known: Sequence[Known]) -> list[int]:
    """Gives each the row of their own serial number, or else one of the last that are free."""
    serials = {serial for serial, _user, _name in known}
    own = {person.serial: place for place, person in enumerate(people)}
    taken = {own[serial] for serial in serials if serial in own}
    free = (place for place in reversed(range(SIZE)) if place not in taken)
    places = []
    for serial, user, name in known:
        place = own[serial] if serial in own else next(free)
        people[place] = LogPerson(serial, user, name, people[place].unit)
        places.append(place)
    return places
