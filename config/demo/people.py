"""The invented people: ranks, units, a chain of command, accounts, training."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password

from config.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from config.demo.changes import appoint
from config.demo.department import read_department
from policy.personnel.choices import Grade, Issuer, Role, Track
from policy.personnel.models import Account, Certificate, Course, Person, Rank, Unit

SERGEANT_FROM = 8  # a unit of this many members has a sergeant between them and its head
EXAMINERS_UNIT = "FCU"
POLICY_UNIT = "POL"


class UnitPlan(NamedTuple):
    """A row of `units` in department.toml."""

    code: str
    name: str
    above: str
    head_grade: str
    grade: str
    members: int

    @property
    def has_sergeant(self) -> bool:
        return self.members >= SERGEANT_FROM and self.grade != Grade.CIVILIAN


@dataclass
class Department:
    """What the rest of the demonstration builds on."""

    ranks: dict[str, Rank] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    heads: dict[str, Person] = field(default_factory=dict)
    members: dict[str, list[Person]] = field(default_factory=dict)

    @property
    def people(self) -> list[Person]:
        return [*self.heads.values(), *(p for group in self.members.values() for p in group)]


def make_people(random: Random, *, begin: datetime, today: date) -> Department:
    """Ranks, 30 units, 320 people with their chain of command, accounts and certificates.

    The accounts come to their roles at `begin`.
    """
    plan = read_department()
    department = Department()
    for order, (name, grade) in enumerate(plan["ranks"], start=1):
        department.ranks[grade] = Rank.objects.create(name=name, grade=grade, order=order)
    names = _names(random, plan)
    for row in plan["units"]:
        _make_unit(department, names, UnitPlan(*row))
    _make_accounts(department, begin)
    _make_certificates(random, department, today)
    return department


def _names(random: Random, plan: dict[str, Any]) -> Any:
    pairs = [(first, last) for first in plan["first_names"] for last in plan["last_names"]]
    random.shuffle(pairs)
    return iter(pairs)


def _make_unit(department: Department, names: Any, plan: UnitPlan) -> None:
    unit = Unit.objects.create(
        code=plan.code, name=plan.name, parent=department.units.get(plan.above)
    )
    department.units[plan.code] = unit
    head = _person(department, names, unit, plan.head_grade, department.heads.get(plan.above))
    department.heads[plan.code] = head
    members: list[Person] = []
    for index in range(plan.members):
        leads = index == 0 and plan.has_sergeant
        supervisor = members[0] if members and plan.has_sergeant else head
        grade = Grade.SERGEANT if leads else plan.grade
        members.append(_person(department, names, unit, grade, supervisor))
    department.members[plan.code] = members


def _person(
    department: Department, names: Any, unit: Unit, grade: str, supervisor: Person | None
) -> Person:
    first, last = next(names)
    serial = 30001 + Person.objects.count()
    return Person.objects.create(
        serial_number=str(serial),
        first_name=first,
        last_name=last,
        email=f"{first}.{last}@police.example".lower(),
        rank=department.ranks[grade],
        sworn=grade != Grade.CIVILIAN,
        unit=unit,
        supervisor=supervisor,
    )


def roles_of(department: Department, person: Person) -> tuple[Role, ...]:
    """What a person of the demonstration does, by place."""
    if person.unit.code == EXAMINERS_UNIT:
        return (Role.SUPERVISOR,) if person in department.heads.values() else (Role.EXAMINER,)
    if person in department.heads.values():
        return (Role.SUPERVISOR, Role.REQUESTER)
    if person.rank.grade == Grade.SERGEANT:
        return (Role.SUPERVISOR, Role.REQUESTER)
    return (Role.REQUESTER,) if person.rank.grade == Grade.DETECTIVE else ()


def named_people(department: Department) -> dict[str, Person]:
    """Who of the department signs in with which account of the demonstration."""
    robbery, examiners = department.members["ROB"], department.members[EXAMINERS_UNIT]
    policy = department.members[POLICY_UNIT]
    return {
        "detective": robbery[1],
        "officer": robbery[2],
        "supervisor": department.heads["ROB"],
        "examiner": examiners[1],
        "examiner2": examiners[2],
        "policy": policy[0],
        "policy2": policy[1],
        "admin": department.members["TRN"][0],
        "admin2": department.members["TRN"][1],
    }


def _make_accounts(department: Department, at: datetime) -> None:
    password = make_password(DEMO_PASSWORD)
    named = named_people(department)
    appointed = [
        (_demo_account(demo, named.get(demo.username), password), demo.roles)
        for demo in DEMO_ACCOUNTS
    ]
    taken = {person.pk for person in named.values()}
    others = [
        (person, roles)
        for person in department.people
        if person.pk not in taken and (roles := roles_of(department, person))
    ]
    accounts = Account.objects.bulk_create(
        Account(username=person.serial_number, person=person, password=make_password(None))
        for person, _ in others
    )
    appointed += [(account, roles) for account, (_, roles) in zip(accounts, others, strict=True)]
    appoint(appointed, at=at)


def _demo_account(demo: DemoAccount, person: Person | None, password: str) -> Account:
    return Account.objects.create(
        username=demo.username, person=person, password=password, is_demo=True
    )


def _make_certificates(random: Random, department: Department, today: date) -> None:
    """Most hold a current certificate; some have let it lapse, and some never had one."""
    user = Course.objects.create(
        code="FR-101",
        title="Use of face recognition: limits, rules and duties",
        track=Track.USER,
        valid_months=24,
    )
    examiner = Course.objects.create(
        code="FC-201", title="Facial comparison for examiners", track=Track.EXAMINER
    )
    named = named_people(department)
    always = {named["detective"].pk: "current", named["officer"].pk: "lapsed"}
    for number, person in enumerate(department.people, start=1):
        roles = roles_of(department, person)
        drawn = random.choices(("current", "lapsed", "none"), (88, 8, 4))[0]
        kind = always.get(person.pk, drawn)
        if Role.EXAMINER in roles:
            issuer = Issuer.FBI if number % 2 else Issuer.LACRIS
            issued = today - timedelta(days=1200)
            _certify(person, examiner, number, issuer=issuer, issued=issued)
        elif Role.REQUESTER in roles and kind != "none":
            days = random.randint(400, 700) if kind == "current" else random.randint(760, 900)
            issued = today - timedelta(days=days)
            expires = issued + timedelta(days=730)
            _certify(person, user, number, issuer=Issuer.LACRIS, issued=issued, expires=expires)


def _certify(
    person: Person,
    course: Course,
    number: int,
    *,
    issuer: str,
    issued: date,
    expires: date | None = None,
) -> None:
    Certificate.objects.create(
        person=person,
        course=course,
        issuer=issuer,
        number=f"{course.code}-{number:04d}",
        issued_on=issued,
        expires_on=expires,
    )
