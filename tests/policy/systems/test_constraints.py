"""What the register of systems cannot hold, whichever way the write comes."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError

from policy.systems.choices import SystemStatus
from policy.systems.models import AccuracyTest, HostName, System
from policy.systems.validators import validate_domain
from tests.factories.changes import set_status
from tests.factories.systems import AccuracyTestFactory, HostNameFactory, SystemFactory


@pytest.mark.django_db
def test_no_system_is_allowed_before_it_is_verified() -> None:
    system = SystemFactory(commercial=True)

    with pytest.raises(IntegrityError, match="system_allowed_only_when_verified"):
        set_status(system, SystemStatus.ALLOWED)


@pytest.mark.django_db
def test_a_system_searches_something() -> None:
    system = SystemFactory()

    with pytest.raises(IntegrityError, match="system_has_a_gallery"):
        System.objects.filter(pk=system.pk).update(galleries=[])


@pytest.mark.django_db
def test_a_host_name_belongs_to_one_system() -> None:
    HostNameFactory(domain="faces.example")

    with pytest.raises(IntegrityError, match="host_name_once"):
        HostName.objects.bulk_create([HostName(system=SystemFactory(), domain="FACES.example")])


@pytest.mark.django_db
@pytest.mark.parametrize("rate", [Decimal("-0.001"), Decimal("100.001")])
def test_a_true_positive_rate_is_a_percentage(rate: Decimal) -> None:
    test = AccuracyTestFactory()

    with pytest.raises(DatabaseError, match="true_positive_rate_is_a_percentage"):
        AccuracyTest.objects.filter(pk=test.pk).update(true_positive_rate=rate)


@pytest.mark.parametrize(
    "domain", ["clearview.ai", "a-b.example.co", "xn--bcher-kva.example", "1.example"]
)
def test_a_domain_is_taken(domain: str) -> None:
    validate_domain(domain)


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "example",
        "Example.com",
        "https://example.com",
        "example.com/",
        "example..com",
        ".example.com",
        "example.com.",
        "-a.com",
        "a-.com",
        "exa mple.com",
        "example.com\n",
        "*.example.com",
        "a" * 64 + ".com",
    ],
)
def test_what_is_no_domain_is_refused(domain: str) -> None:
    with pytest.raises(ValidationError, match="Enter a domain in lower case"):
        validate_domain(domain)
