"""Valid search systems in one line."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from policy.systems.choices import Gallery, Ownership, PerformingEntity, SystemStatus
from policy.systems.models import AccuracyTest, HostName, System
from tests.factories.changes import set_status


class SystemFactory(DjangoModelFactory):
    """A government partner's system that the department verified and allows."""

    class Meta:
        model = System

    class Params:
        commercial = factory.Trait(
            ownership=Ownership.COMMERCIAL,
            performing_entity=PerformingEntity.COMMERCIAL,
            galleries=[Gallery.OPEN_SOURCE],
            status=SystemStatus.PROHIBITED,
            verified_on=None,
        )
        retired = factory.Trait(status=SystemStatus.RETIRED)

    slug = factory.Sequence(lambda n: f"system-{n:03}")
    name = factory.LazyAttribute(lambda system: f"System {system.slug[-3:]}")
    vendor = "Example Vendor"
    ownership = Ownership.GOVERNMENT
    performing_entity = PerformingEntity.COUNTY
    galleries = factory.LazyFunction(lambda: [Gallery.BOOKING_PHOTOS])
    algorithm = "Example algorithm"
    algorithm_version = "1"
    status = SystemStatus.ALLOWED
    verified_on = date(2020, 1, 2)

    @classmethod
    def _create(cls, model_class: type[System], *args: Any, status: str, **fields: Any) -> System:
        """It enters the register as prohibited, and two administrators change that."""
        system = super()._create(model_class, *args, **fields)
        if status != system.status:
            set_status(system, SystemStatus(status))
        return system


class HostNameFactory(DjangoModelFactory):
    class Meta:
        model = HostName

    system = factory.SubFactory(SystemFactory)
    domain = factory.Sequence(lambda n: f"host-{n:03}.example")


class AccuracyTestFactory(DjangoModelFactory):
    class Meta:
        model = AccuracyTest

    system = factory.SubFactory(SystemFactory)
    algorithm_version = "1"
    tester = "NIST"
    tested_on = date(2020, 1, 2)
    reference = factory.Sequence(lambda n: f"Face recognition test, report {n}")
    true_positive_rate = Decimal("99.000")
