"""Valid people, units, accounts and certificates in one line."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from policy.personnel.choices import NOT_SERVING, Grade, Issuer, PersonStatus, Role, Track
from policy.personnel.models import Account, Certificate, Course, Person, Rank, Unit
from tests.factories.changes import give

PASSWORD = "a long and private phrase"


class RankFactory(DjangoModelFactory):
    """One rank per grade, however often it is asked for."""

    class Meta:
        model = Rank
        django_get_or_create = ("name",)

    grade = Grade.POLICE_OFFICER
    name = factory.LazyAttribute(lambda rank: str(Grade(rank.grade).label).capitalize())
    order = factory.LazyAttribute(lambda rank: list(Grade).index(Grade(rank.grade)) + 1)


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"U{n:03}")
    name = factory.LazyAttribute(lambda unit: f"Unit {unit.code}")


class PersonFactory(DjangoModelFactory):
    """A police officer on active duty, with nobody above."""

    class Meta:
        model = Person

    class Params:
        civilian = factory.Trait(
            sworn=False, rank=factory.SubFactory(RankFactory, grade=Grade.CIVILIAN)
        )
        separated = factory.Trait(status=PersonStatus.SEPARATED)

    serial_number = factory.Sequence(lambda n: f"{40000 + n}")
    first_name = "Robin"
    last_name = factory.Sequence(lambda n: f"Doe{n:03}")
    email = factory.LazyAttribute(lambda person: f"{person.serial_number}@police.example")
    rank = factory.SubFactory(RankFactory)
    unit = factory.SubFactory(UnitFactory)


class AccountFactory(DjangoModelFactory):
    """An account of a person of its own, open while they serve; `roles=[…]` are granted to it."""

    class Meta:
        model = Account
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"account{n:03}")
    person = factory.SubFactory(PersonFactory)
    is_active = factory.LazyAttribute(
        lambda account: account.person is None or account.person.status not in NOT_SERVING
    )
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self: Account, create: bool, roles: Iterable[Role] | None, **_: Any) -> None:
        if roles:
            give(self, *roles)


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    code = factory.Sequence(lambda n: f"FR-{n:03}")
    title = factory.LazyAttribute(lambda course: f"Face recognition {course.code}")
    track = Track.USER


class CertificateFactory(DjangoModelFactory):
    """A user's certificate, valid from 2 January 2020 on."""

    class Meta:
        model = Certificate

    class Params:
        for_examiners = factory.Trait(
            course=factory.SubFactory(CourseFactory, track=Track.EXAMINER)
        )

    person = factory.SubFactory(PersonFactory)
    course = factory.SubFactory(CourseFactory)
    issuer = Issuer.DEPARTMENT
    number = factory.Sequence(lambda n: f"C-{n:05}")
    issued_on = date(2020, 1, 2)
    revoked_on = None
    revocation_reason = factory.LazyAttribute(
        lambda certificate: "Issued in error." if certificate.revoked_on else ""
    )
