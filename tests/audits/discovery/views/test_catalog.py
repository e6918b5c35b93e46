"""The catalog on the pages: what auditors add is looked for, and what is wrong is said."""

import pytest
from django.urls import reverse

from audits.discovery.choices import ReachKind
from audits.discovery.models import PermittedHost, Reach
from audits.discovery.queries import watched_services
from audits.discovery.services import Endpoint, Standing
from policy.personnel.choices import Role
from policy.systems.models import System
from tests.audits.discovery.importing import AT, imported, in_order, squid
from tests.audits.discovery.views.reading import errors, page, rows, words
from tests.audits.trail.sealing import sign, told
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db

CATALOG, TEST = reverse("discovery:catalog"), reverse("discovery:test")
ADD, PERMIT = reverse("discovery:add_reach"), reverse("discovery:permit_host")
NOTE = "From the vendor's documents."


@pytest.fixture
def auditor(client):
    account = AccountFactory(roles=[Role.AUDITOR])
    client.force_login(account)
    return account


@pytest.fixture
def clearview() -> System:
    system = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    HostNameFactory(system=system, domain="clearview.ai")
    return system


@pytest.fixture
def other() -> System:
    return SystemFactory(slug="other", name="Other Faces", commercial=True)


def add(client, kind: ReachKind, value: str, **more: str):
    sent = {"system": "other", "value": value, "note": NOTE, **more}
    return client.post(f"{ADD}?kind={kind}", sent)


def watched(slug: str):
    return next(one for one in watched_services().services if one.slug == slug)


def test_domain_and_address_that_were_added_are_looked_for(client, auditor, other):
    domain = add(client, ReachKind.DOMAIN, "*.Faces.Example")
    address = add(client, ReachKind.ADDRESS, "203.0.113.")

    assert (domain.url, address.url) == (CATALOG, CATALOG)
    service = watched("other")
    assert (service.domains, service.addresses) == (("*.faces.example",), ("203.0.113.",))
    assert service.standing == Standing.PROHIBITED
    one = Reach.objects.get(kind=ReachKind.DOMAIN)
    assert (one.added_by, one.note) == (auditor, NOTE)


def test_what_was_added_is_found_in_the_next_import(client, auditor, other, tmp_path):
    add(client, ReachKind.DOMAIN, "faces.example")
    add(
        client,
        ReachKind.SEARCH,
        "^/find$",
        method="GET",
        searches="/find\n/FIND",
        others="/",
    )
    line = squid(AT, "https://app.faces.example/find", method="GET")

    made = imported(tmp_path / "logs", {"access.log": in_order([line])}, by=auditor)

    assert watched("other").searches == (Endpoint("GET", "^/find$"),)
    (observation,) = made.files.get().stored_contacts.get().observation.system.observations.all()
    assert (observation.kind, observation.system) == ("search", other)


NO_ADDRESS = (
    "“203.” is no address. Expected one such as 203.0.113.7 or 2001:db8::7, or the first two or "
    "three numbers and a dot, such as 203.0.113."
)


@pytest.mark.parametrize(
    ("kind", "value", "more", "said"),
    [
        (ReachKind.DOMAIN, "clearview.ai", {}, "“clearview.ai” belongs to Clearview AI already."),
        (ReachKind.DOMAIN, "dns.google", {}, "“dns.google” belongs to Google Public DNS already."),
        (
            ReachKind.DOMAIN,
            "co.uk",
            {},
            "“co.uk” is shared by many. Expected a name that only this service uses.",
        ),
        (ReachKind.ADDRESS, "203.", {}, NO_ADDRESS),
        (
            ReachKind.SEARCH,
            "^/find$",
            {"searches": "/search"},
            "“/search” should be a search, and “^/find$” does not fit it.",
        ),
        (
            ReachKind.SEARCH,
            "/",
            {"searches": "/a", "others": "/b"},
            "“/b” should be no search, and “/” fits it.",
        ),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_typed_is_lost(
    client, auditor, clearview, other, kind, value, more, said
):
    soup = page(add(client, kind, value, method="PUT", **more))

    assert errors(soup) == [said]
    assert soup.find(id="id_value")["value"] == value
    assert soup.find(id="id_note")["value"] == NOTE
    assert not Reach.objects.exists()


def test_a_domain_is_added_once_and_again_after_it_ended(client, auditor, other):
    add(client, ReachKind.DOMAIN, "faces.example")
    twice = page(add(client, ReachKind.DOMAIN, "faces.example"))
    (reach,) = Reach.objects.all()

    client.post(reverse("discovery:end_reach", args=[reach.pk]))
    gone = [one.slug for one in watched_services().services]
    again = add(client, ReachKind.DOMAIN, "faces.example")

    assert errors(twice) == ["“faces.example” belongs to Other Faces already."]
    assert "other" not in gone
    assert again.status_code == 302
    reach.refresh_from_db()
    assert reach.ended_by == auditor
    assert client.get(reverse("discovery:end_reach", args=[reach.pk])).status_code == 404


def test_the_register_wins_where_both_name_a_domain(client, auditor, other):
    add(client, ReachKind.DOMAIN, "faces.example")

    HostNameFactory(system=SystemFactory(slug="third", commercial=True), domain="faces.example")

    assert watched("third").domains == ("faces.example",)
    assert "other" not in [one.slug for one in watched_services().services]


def test_permitted_host_is_a_service_of_its_own_below_its_system(client, auditor, clearview):
    response = client.post(PERMIT, {"domain": "news.clearview.ai", "note": NOTE})

    host = PermittedHost.objects.get()
    assert (response.url, host.system, host.added_by) == (CATALOG, clearview, auditor)
    found = watched_services().of_host("www.news.clearview.ai")
    assert (found.slug, found.standing) == (host.slug, Standing.PERMITTED)
    client.post(reverse("discovery:end_permit", args=[host.pk]))
    assert watched_services().of_host("www.news.clearview.ai").slug == "clearview-ai"


OF_NOBODY = "belongs to no service that is looked for: it is permitted as it is."


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ("weather.example", OF_NOBODY),
        ("x.dns.google", OF_NOBODY),
        (
            "clearview.ai",
            (
                "is what Clearview AI itself is known by. Expected a name below it, such as "
                "news.clearview.ai."
            ),
        ),
        (
            "dns.google",
            (
                "is what Google Public DNS itself is known by. Expected a name below it, such as "
                "news.dns.google."
            ),
        ),
        (
            "news",
            (
                "is no domain. Expected a name such as example.com or *.faces.example.com, without "
                "scheme, port and path."
            ),
        ),
    ],
)
def test_host_that_cannot_be_permitted_is_refused_with_the_reason(
    client, auditor, clearview, domain, said
):
    soup = page(client.post(PERMIT, {"domain": domain, "note": NOTE}))

    assert errors(soup) == [f"“{domain}” {said}"]


def test_a_host_is_permitted_once(client, auditor, clearview):
    told_twice = [client.post(PERMIT, {"domain": "a.clearview.ai", "note": NOTE}) for _ in "12"]

    assert errors(page(told_twice[1])) == ["Anyone may reach “a.clearview.ai” already."]


def test_catalog_shows_what_is_looked_for_and_what_no_log_can_show(
    client, auditor, clearview, other
):
    add(client, ReachKind.DOMAIN, "faces.clearview.example", system="clearview-ai")

    soup = page(client.get(CATALOG))

    (row,) = rows(soup, "What is looked for")
    assert row[:2] == ["Clearview AI", "Prohibited"]
    names = [words(name) for name in soup.select("td .gh-reaches code")]
    assert names == ["clearview.ai", "faces.clearview.example"]
    assert row[3:5] == ["nobody said", "not yet"]
    (nameless,) = rows(soup, "Seen by no log")
    assert nameless[0] == "Other Faces"


def test_oversight_reads_the_catalog_and_changes_nothing(client, clearview):
    client.force_login(AccountFactory(roles=[Role.OVERSIGHT]))

    links = {link["href"].split("?")[0] for link in page(client.get(CATALOG)).main("a", href=True)}

    assert links & {ADD, PERMIT} == set()


def test_tester_tells_service_and_reason(client, auditor, clearview):
    lines = "https://app.clearview.ai/search\nnotclearview.ai"

    found = rows(page(client.post(TEST, {"lines": lines})), "Which service each belongs to")

    assert [row[1:] for row in found] == [
        [
            "app.clearview.ai",
            "Clearview AINot allowed",
            "The name ends in clearview.ai; an image sent there counts as a search.",
        ],
        [
            "notclearview.ai",
            "None",
            "The host only looks like clearview.ai: it neither is that name nor ends in it.",
        ],
    ]


def test_tester_says_what_is_wrong_with_what_was_typed(client, auditor):
    nothing = page(client.post(TEST, {"lines": " \n "}))
    too_many = page(client.post(TEST, {"lines": "a\n" * 201}))

    assert errors(nothing) == ["This field is required."]
    assert errors(too_many) == ["There are 201 lines; expected 200 at most."]


def test_block_list_is_downloaded_and_the_trail_says_so(client, auditor, clearview, time_machine):
    time_machine.move_to(AT, tick=False)

    response = client.get(reverse("discovery:blocklist"), {"form": "squid"})

    assert (
        response["Content-Disposition"] == 'attachment; filename="blocklist-squid-2026-03-02.acl"'
    )
    assert response.content.decode().splitlines()[-1] == ".clearview.ai"
    sign()
    assert told(verb="downloaded") == [f"{auditor.person} downloaded /discovery/catalog/blocklist/"]
    assert client.get(reverse("discovery:blocklist"), {"form": "x"}).status_code == 404


def test_trail_tells_what_was_added_and_ended(client, auditor, clearview):
    add(client, ReachKind.DOMAIN, "faces.example", system="clearview-ai")
    reach = Reach.objects.get()
    client.post(reverse("discovery:end_reach", args=[reach.pk]))
    client.post(PERMIT, {"domain": "news.clearview.ai", "note": NOTE})
    client.post(reverse("discovery:end_permit", args=[PermittedHost.objects.get().pk]))

    sign()

    who = auditor.person
    assert told(kind__in=["discovery.Reach", "discovery.PermittedHost"]) == [
        f"{who} added to what Clearview AI is looked for by: domain faces.example",
        f"{who} ended the search of the logs for faces.example",
        f"{who} permitted anyone to reach news.clearview.ai of Clearview AI",
        f"{who} ended the permission for anyone to reach news.clearview.ai",
    ]
