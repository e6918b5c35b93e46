"""What auditors added is kept as it was said, whichever way the write comes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from audits.discovery.actions.reaches import add_reach, end_permit, end_reach, permit_host
from audits.discovery.choices import ReachKind
from audits.discovery.models import PermittedHost, Reach
from audits.discovery.queries import systems_by_service, watched_services
from audits.discovery.services import Standing
from policy.personnel.choices import Role
from policy.personnel.models import Account, Notice
from policy.systems.models import System
from tests.audits.discovery.importing import AT
from tests.factories.changes import set_status
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor() -> Account:
    return AccountFactory(roles=[Role.AUDITOR])


@pytest.fixture
def system() -> System:
    system = SystemFactory(slug="faces", commercial=True)
    HostNameFactory(system=system, domain="faces.example")
    return system


@pytest.fixture
def reach(auditor: Account, system: System) -> Reach:
    return add_reach(
        system=system,
        kind=ReachKind.DOMAIN,
        value="other.example",
        note="A letter.",
        by=auditor,
        at=AT,
    )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_nobody_but_an_auditor_adds_or_ends(role: Role, system: System, reach: Reach):
    stranger = AccountFactory(roles=[role])
    said = {"note": "A letter.", "by": stranger, "at": AT}

    for act in (
        lambda: add_reach(system=system, kind=ReachKind.DOMAIN, value="third.example", **said),
        lambda: end_reach(reach=reach, by=stranger, at=AT),
        lambda: permit_host(domain="news.faces.example", **said),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_ended_once(auditor: Account, reach: Reach):
    host = permit_host(domain="news.faces.example", note="News.", by=auditor, at=AT)
    end_reach(reach=reach, by=auditor, at=AT)
    end_permit(host=host, by=auditor, at=AT)

    for again in (
        lambda: end_reach(reach=reach, by=auditor, at=AT),
        lambda: end_permit(host=host, by=auditor, at=AT),
    ):
        with pytest.raises(PermissionDenied, match="It was ended already"):
            again()


@pytest.mark.parametrize("change", [{"value": "x.example"}, {"note": "x"}, {"method": "PUT"}])
def test_what_was_said_never_changes(reach: Reach, change: dict):
    with pytest.raises(DatabaseError, match="Cannot update rows"):
        Reach.objects.filter(pk=reach.pk).update(**change)


def test_nothing_that_was_added_is_removed(reach: Reach):
    with pytest.raises(DatabaseError, match="Cannot delete rows"):
        Reach.objects.all().delete()


def test_one_domain_is_of_one_system_as_long_as_it_is_looked_for(
    auditor: Account, system: System, reach: Reach
):
    fields = {"kind": ReachKind.DOMAIN, "value": "other.example", "added_by": auditor}
    with pytest.raises(IntegrityError, match="reach_of_one"), transaction.atomic():
        Reach.objects.create(system=system, note="x", added_at=AT, **fields)
    end_reach(reach=reach, by=auditor, at=AT)

    assert Reach.objects.create(system=system, note="x", added_at=AT, **fields).pk


def test_search_has_a_method_and_nothing_else_has(auditor: Account, system: System):
    fields = {"system": system, "note": "x", "added_by": auditor, "added_at": AT}

    for kind, method in ((ReachKind.SEARCH, ""), (ReachKind.DOMAIN, "POST")):
        with pytest.raises(IntegrityError, match="reach_method_of_a"), transaction.atomic():
            Reach.objects.create(kind=kind, method=method, value="x.example", **fields)


def test_added_domain_is_allowed_with_its_system(auditor: Account, reach: Reach):
    set_status_allowed(reach.system)

    assert watched_services().of_host("www.other.example").standing == Standing.ALLOWED


def set_status_allowed(system: System) -> None:
    System.objects.filter(pk=system.pk).update(verified_on=AT.date())
    system.refresh_from_db()
    set_status(system, "allowed")


def test_each_service_belongs_to_a_system_also_what_was_permitted_once(
    auditor: Account, system: System
):
    host = permit_host(domain="news.faces.example", note="News.", by=auditor, at=AT)
    end_permit(host=host, by=auditor, at=AT)

    assert systems_by_service() == {"faces": system, host.slug: system}
    assert PermittedHost.objects.get().slug == host.slug


def test_name_below_that_of_another_service_is_refused(auditor: Account, system: System):
    allowed = SystemFactory(slug="county")

    with pytest.raises(ValidationError, match="belongs to"):
        add_reach(
            system=allowed,
            kind=ReachKind.DOMAIN,
            value="app.faces.example",
            note="A letter.",
            by=auditor,
            at=AT,
        )


def test_oversight_is_told_of_whatever_one_auditor_changes(
    auditor: Account, system: System, reach: Reach
):
    said = {"note": "A letter.", "by": auditor, "at": AT}
    host = permit_host(domain="news.faces.example", **said)
    end_permit(host=host, by=auditor, at=AT)
    add_reach(system=system, kind=ReachKind.SEARCH, value="^/find$", method="POST", **said)
    end_reach(reach=reach, by=auditor, at=AT)

    texts = [notice.text for notice in Notice.objects.filter(role=Role.OVERSIGHT).order_by("pk")]
    assert texts == [
        f"An auditor has {system} be looked for by other.example.",
        f"An auditor lets anyone reach news.faces.example of {system}.",
        f"An auditor ended that anyone may reach news.faces.example of {system}.",
        f"An auditor has only such requests count as searches on {system}: POST ^/find$.",
        f"An auditor ended that {system} is looked for by other.example.",
    ]
