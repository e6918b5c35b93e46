"""The catalog of known services: what ships, and how it enters the register."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models import Count, Q

from policy.personnel.choices import Role
from policy.systems.actions import load_catalog
from policy.systems.catalog import Service, services
from policy.systems.choices import Gallery, Ownership, SystemStatus
from policy.systems.models import HostName, System
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)
SERVICES = services()
ALL = pytest.mark.parametrize("service", SERVICES, ids=[service.slug for service in SERVICES])


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_short_names_names_and_domains_are_unique() -> None:
    assert repeated([service.slug for service in SERVICES]) == []
    assert repeated([service.name.lower() for service in SERVICES]) == []
    assert repeated([domain for service in SERVICES for domain in service.domains]) == []


def test_no_domain_lies_below_one_of_another_service() -> None:
    owners = {domain: service.slug for service in SERVICES for domain in service.domains}

    assert [
        (domain, above)
        for domain, slug in owners.items()
        for above, other in owners.items()
        if domain.endswith(f".{above}") and slug != other
    ] == []


@ALL
def test_a_service_says_where_its_facts_come_from(service: Service) -> None:
    assert service.source.endswith(".")


@pytest.mark.django_db
@ALL
def test_a_service_is_a_valid_entry_of_the_register(service: Service) -> None:
    facts = {
        name: getattr(service, name)
        for name in ("slug", "name", "vendor", "ownership", "performing_entity", "source")
    }
    system = System(**facts, galleries=list(service.galleries))

    system.clean_fields()
    for domain in service.domains:
        HostName(domain=domain).clean_fields(exclude=["system"])


@pytest.mark.parametrize(
    ("slug", "ownership", "galleries"),
    [
        ("lacris", Ownership.GOVERNMENT, (Gallery.BOOKING_PHOTOS,)),
        ("clearview-ai", Ownership.COMMERCIAL, (Gallery.OPEN_SOURCE, Gallery.SOCIAL_MEDIA)),
    ],
)
def test_the_services_of_the_notice_are_in_it(
    slug: str, ownership: Ownership, galleries: tuple[Gallery, ...]
) -> None:
    by_slug = {service.slug: service for service in SERVICES}

    assert (by_slug[slug].ownership, by_slug[slug].galleries) == (ownership, galleries)


@pytest.mark.django_db
def test_every_service_enters_prohibited_and_to_be_verified() -> None:
    loaded = load_catalog(by=None, at=NOW)

    assert loaded.added == [service.name for service in SERVICES]
    assert set(System.objects.values_list("status", "verified_on", "entered_at")) == {
        (SystemStatus.PROHIBITED, None, NOW)
    }
    assert set(HostName.objects.values_list("system__slug", "domain")) == {
        (service.slug, domain) for service in SERVICES for domain in service.domains
    }


@pytest.mark.django_db
def test_a_second_time_nothing_is_entered() -> None:
    load_catalog(by=None, at=NOW)
    before = list(System.objects.annotate(Count("host_names")).values())

    loaded = load_catalog(by=None, at=NOW)

    assert loaded.added == []
    assert list(System.objects.annotate(Count("host_names")).values()) == before


@pytest.mark.django_db
def test_what_the_department_changed_is_left() -> None:
    load_catalog(by=None, at=NOW)
    HostName.objects.filter(domain="clearview.ai").delete()
    System.objects.filter(slug="lacris").update(vendor="The county", notes="Ours")

    load_catalog(by=None, at=NOW)

    assert not HostName.objects.filter(domain="clearview.ai").exists()
    assert System.objects.filter(slug="lacris", vendor="The county", notes="Ours").exists()


@pytest.mark.django_db
def test_what_the_department_entered_itself_is_not_entered_again() -> None:
    SystemFactory(slug="ours", name="Clearview AI")
    HostNameFactory(domain="pimeyes.com")
    SystemFactory(slug="kairos", name="Something else")

    loaded = load_catalog(by=None, at=NOW)

    assert loaded.kept == ["Clearview AI", "PimEyes", "Kairos"]
    doubled = Q(slug__in=("clearview-ai", "pimeyes")) | Q(name="Kairos")
    assert not System.objects.filter(doubled).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_loads_the_catalog(role: Role) -> None:
    with pytest.raises(PermissionDenied, match="This needs the role: Administrator"):
        load_catalog(by=AccountFactory(roles=[role]), at=NOW)

    assert not System.objects.exists()


@pytest.mark.django_db
def test_an_administrator_loads_the_catalog() -> None:
    load_catalog(by=AccountFactory(roles=[Role.ADMINISTRATOR]), at=NOW)

    assert System.objects.count() == len(SERVICES)


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    SystemFactory(slug="lacris", name="LACRIS")

    call_command("load_catalog")

    assert capsys.readouterr().out == (
        f"Entered {len(SERVICES) - 1} systems; 1 were in the register already.\n"
    )


@pytest.mark.django_db
def test_the_command_answers_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    SystemFactory(slug="lacris", name="LACRIS")

    call_command("load_catalog", "--json")

    answer = json.loads(capsys.readouterr().out)
    assert answer["kept"] == ["LACRIS"]
    assert len(answer["added"]) == len(SERVICES) - 1
