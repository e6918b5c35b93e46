"""Whose user name it is: a user of another realm is a stranger, whatever their name."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from audits.discovery.actions.belongings import add_belonging, end_belonging
from audits.discovery.choices import BelongingKind
from audits.discovery.context.tables import Context
from audits.discovery.counting.actors import with_actors
from audits.discovery.discovering import Found, conclude
from audits.discovery.models import Belonging, Import, StoredContact
from audits.discovery.people.realms import UserName, clean_realm, user_name
from audits.discovery.people.records import Hold, Logon
from audits.discovery.people.roster import Member, Roster
from audits.discovery.queries import own
from audits.discovery.sightings import sighting_of
from audits.discovery.telling import as_json, in_words
from audits.discovery.unseen import unseen_in
from audits.findings.pseudonyms import pseudonym
from policy.personnel.choices import Role
from policy.personnel.models import Account, Notice
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.importing import AT, imported, in_order, squid
from tests.audits.trail.sealing import sign, told
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory, SystemFactory

ADA = Member("31234", "ada", "ada.crane@police.example", "Ada Crane")
OURS = ("police", "police.example")
SAID = {"kind": BelongingKind.REALM, "note": "The office that runs the network."}


@pytest.mark.parametrize(
    ("user", "named"),
    [
        ("Ada", UserName("ada", "ada")),
        (r"POLICE\ada", UserName(r"police\ada", "ada", domain="police")),
        ("POLICE%5Cada", UserName(r"police\ada", "ada", domain="police")),
        (r"POLICE\\ada", UserName(r"police\\ada", "ada", domain="police")),
        ("police.example/ada", UserName("police.example/ada", "ada", domain="police.example")),
        ("police.example/Staff/Ada", UserName("police.example/staff/ada", "ada", "police.example")),
        ("ada@police.example", UserName("ada@police.example", "ada", mail="police.example")),
        (r"COUNTY\ada@police", UserName(r"county\ada@police", "ada", "county", "police")),
        ("Crane, Ada (ada@pd.example)", UserName("ada@pd.example", "ada", mail="pd.example")),
        ("CN=ada", UserName("cn=ada", "ada")),
        (
            r"CN=Crane\, Ada,OU=Staff,DC=pd,DC=example",
            UserName(r"cn=crane\, ada,ou=staff,dc=pd,dc=example", r"crane\, ada", "pd.example"),
        ),
    ],
)
def test_a_user_is_a_name_and_the_realms_that_it_says(user: str, named: UserName) -> None:
    assert user_name(user) == named


@pytest.mark.parametrize(
    ("user", "realms", "is_ada", "realm"),
    [
        ("ada", OURS, True, ""),
        (r"POLICE\ada", OURS, True, ""),
        ("ada@POLICE.example", OURS, True, ""),
        (r"COUNTY\ada", OURS, False, "county"),
        ("COUNTY/ada", OURS, False, "county"),
        ("ada@county.example", OURS, False, "county.example"),
        ("CN=ada,OU=Staff,DC=county,DC=example", OURS, False, "county.example"),
        (r"COUNTY\ada@police.example", OURS, False, "county"),
        (r"POLICE\ada@county.example", OURS, False, "county.example"),
        (r".\ada", OURS, False, "."),
        # The roster itself writes it so.
        ("ada.crane@police.example", ("police",), True, ""),
        ("ada@police.example", ("police",), False, "police.example"),
        # No realm is named.
        ("ada", (), True, ""),
        ("ada@police.example", (), True, ""),
        (r"police.example\ada", (), True, ""),
        (r"COUNTY\ada", (), True, "county"),
        ("ada@COUNTY", (), True, "county"),
        ("ada@county.example", (), False, "county.example"),
        (r"COUNTY\eve", (), False, ""),
    ],
)
def test_a_user_of_another_realm_is_a_stranger(
    user: str, realms: tuple[str, ...], is_ada: bool, realm: str
) -> None:
    found = Roster([ADA], realms=realms).look_up(user)

    assert (found.member, found.realm) == (ADA if is_ada else None, realm)


@pytest.mark.parametrize("text", ["", " ", "a b", r"PD\ada", "ada@pd", "x" * 101])
def test_what_is_no_realm_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no realm; expected one such as PD or"):
        clean_realm(text)


def context_with(**tables: list) -> Context:
    return Context(members=[ADA], **tables)


def test_the_records_may_name_a_stranger_too(tmp_path: Path) -> None:
    day = AT.replace(hour=0), AT.replace(hour=23)
    context = context_with(
        sessions=[Hold(*day, "10.0.0.1", r"COUNTY\ada", *day)],
        logons=[Logon(AT, AT, r"COUNTY\ada", "PC", "10.0.0.2")],
    )
    lines = [squid(AT, client=f"10.0.0.{n}") for n in (1, 2)]
    contacts, _ = read(tmp_path / "access.log", in_order(lines))

    strange = with_actors(map(sighting_of, contacts), context.records(OURS))
    taken = with_actors(map(sighting_of, contacts), context.records())

    why = r"the records name COUNTY\ada, and county is no realm of the department"
    assert [(one.attribution.serial, one.attribution.why) for one in strange] == [("", why)] * 2
    assert [(one.attribution.serial, one.attribution.realm) for one in taken] == [
        ("31234", "county")
    ] * 2


def test_what_was_taken_for_ours_and_what_was_not_is_counted_by_realm(tmp_path: Path) -> None:
    users = ("ada", r"POLICE\ada", r"COUNTY\ada", r"COUNTY\ada", "ada@other.example")
    lines = [squid(AT.replace(minute=n), user=user) for n, user in enumerate(users)]
    contacts, _ = read(tmp_path / "access.log", in_order(lines))
    loose, strict = Found(), Found()
    loose.contacts.add(contacts)
    strict.contacts.add(contacts)

    conclude(loose, records=context_with().records(), runs=[])
    conclude(strict, records=context_with().records(OURS), runs=[])

    spots = as_json(loose)["blind_spots"]
    assert spots["realms_taken"] == {"county": 2, "police": 1}
    assert spots["realms_of_others"] == {"other.example": 1}
    assert "Taken for the department's, as no realm is named: county (2)" in in_words(loose)
    spots = as_json(strict)["blind_spots"]
    assert spots["realms_taken"] == {}
    assert spots["realms_of_others"] == {"county": 2, "other.example": 1}
    assert "Of another realm, and so of nobody known: county (2)" in in_words(strict)


@pytest.fixture
def auditor(db: None) -> Account:
    HostNameFactory(
        system=SystemFactory(slug="clearview-ai", name="Clearview AI"), domain="clearview.ai"
    )
    PersonFactory(serial_number="31234", email="ada.crane@police.example")
    return AccountFactory(roles=[Role.AUDITOR])


def test_an_import_goes_by_the_realms_that_an_auditor_named(
    auditor: Account, tmp_path: Path, client: Client
) -> None:
    client.force_login(auditor)
    imported(tmp_path / "a", {"a.log": squid(AT, user=r"COUNTY\31234")}, by=auditor)
    before = StoredContact.objects.get()
    overview = client.get("/discovery/").content.decode()
    assert "No realm is named as the department" in overview
    assert "<code>county</code> was taken for it, in 1 line." in overview

    for realm in ("POLICE", "police.example"):
        add_belonging(value=realm, by=auditor, at=AT, **SAID)
    log = in_order([squid(AT.replace(minute=9), user=r"COUNTY\31234")])
    made = imported(tmp_path / "b", {"b.log": log}, by=auditor)

    after = StoredContact.objects.get(file__batch=made)
    assert (before.observation.subject.code, before.realm) == (pseudonym("31234"), "county")
    assert (after.observation.subject, after.confidence, after.realm) == (None, "nobody", "county")
    assert made.blind_spots["realms_of_others"] == {"county": 1}
    assert unseen_in(Import.objects.filter(pk=made.pk)).blind.realms.others == {"county": 1}
    assert "<code>county</code> is no realm of the department" in (
        client.get("/discovery/").content.decode()
    )


def test_who_is_still_nobody_when_tables_come_is_of_a_realm_that_was_named_since(
    auditor: Account, tmp_path: Path
) -> None:
    imported(tmp_path / "a", {"a.log": squid(AT, user=r"COUNTY\eve")}, by=auditor)
    before = StoredContact.objects.get()
    add_belonging(value="POLICE", by=auditor, at=AT, **SAID)

    imported(tmp_path / "b", {"assets.csv": "device,owner\nPC-A,31234\n"}, by=auditor)

    after = StoredContact.objects.get()
    assert (before.realm, after.realm) == ("", "county")
    assert (after.actor, after.observation) == (before.actor, before.observation)
    assert after.counted


def test_the_realm_of_an_address_that_others_tell_of_is_not_kept(
    auditor: Account, tmp_path: Path
) -> None:
    rows = "email,service,searches,told_by\nada@crane-family.example,Clearview AI,3,A newspaper\n"

    imported(tmp_path, {"list.csv": rows}, by=auditor)

    assert StoredContact.objects.get().realm == ""


def test_an_auditor_names_and_ends_a_realm_on_the_catalog(auditor: Account, client: Client) -> None:
    client.force_login(auditor)
    assert (
        "Neither realms of user names nor proxies are named."
        in client.get("/discovery/catalog/").content.decode()
    )
    address = "/discovery/catalog/own/add/?kind=realm"

    wrong = client.post(address, {"value": "a b", "note": "x"}).content.decode()
    client.post(address, {"value": " POLICE ", "note": "The network office."})
    again = client.post(address, {"value": "police", "note": "x"}).content.decode()

    assert "is no realm; expected one such as PD or pd.example.gov" in wrong
    assert "“police” is named already." in again
    assert own(BelongingKind.REALM) == ["police"]
    assert "<code>police</code>" in client.get("/discovery/catalog/").content.decode()
    assert client.get("/discovery/catalog/own/add/?kind=moon").status_code == 404
    ending = f"/discovery/catalog/own/{Belonging.objects.get().pk}/end/"
    assert "police is then not the department" in client.get(ending).content.decode()
    client.post(ending)
    assert own(BelongingKind.REALM) == []
    assert client.get(ending).status_code == 404
    notices = Notice.objects.filter(role=Role.OVERSIGHT).order_by("pk")
    assert [one.text for one in notices] == [
        "An auditor named a realm of user names as the department's: police.",
        "An auditor ended a realm of user names of the department's: police.",
    ]


def test_nobody_but_an_auditor_names_a_realm_and_it_stays_as_it_was_said(auditor: Account) -> None:
    row = add_belonging(value="POLICE", by=auditor, at=AT, **SAID)
    for role in (role for role in Role if role != Role.AUDITOR):
        stranger = AccountFactory(roles=[role])
        with pytest.raises(PermissionDenied):
            add_belonging(value="COUNTY", by=stranger, at=AT, **SAID)
        with pytest.raises(PermissionDenied):
            end_belonging(belonging=row, by=stranger, at=AT)

    with pytest.raises(ValidationError, match="is named already"):
        add_belonging(value="police", by=auditor, at=AT, **SAID)
    with pytest.raises(IntegrityError, match="belonging_once"), transaction.atomic():
        Belonging.objects.create(value="police", added_by=auditor, added_at=AT, **SAID)
    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        Belonging.objects.update(value="county")
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        Belonging.objects.all().delete()
    end_belonging(belonging=row, by=auditor, at=AT)
    with pytest.raises(PermissionDenied, match="It was ended already"):
        end_belonging(belonging=row, by=auditor, at=AT)
    sign()
    assert told(kind="discovery.Belonging") == [
        "the tests named as the department's: realm of user names police",
        "the tests ended police as one of the department's own",
    ]
