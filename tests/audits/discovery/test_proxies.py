"""Whose request it is that a proxy passes on; anyone can write a header that says so."""

from pathlib import Path

import pytest
from django.test import Client

from audits.discovery.actions.belongings import add_belonging
from audits.discovery.choices import BelongingKind
from audits.discovery.counting.actors import with_actors
from audits.discovery.discovering import Found, conclude
from audits.discovery.models import StoredContact
from audits.discovery.people.attributing import Records
from audits.discovery.people.proxies import Proxies, clean_proxy
from audits.discovery.people.records import Asset, Hold, Holds
from audits.discovery.people.roster import Member, Roster
from audits.discovery.queries import own
from audits.discovery.sightings import sighting_of
from audits.discovery.telling import as_json, in_words
from audits.findings.pseudonyms import pseudonym
from policy.personnel.choices import Role
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.importing import AT, imported
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory, SystemFactory

HEADER = "#Fields: date time c-ip cs(X-Forwarded-For) cs-username cs-host cs-method\n"
PROXY, PC, FORGED = "10.1.0.8", "10.1.2.3", "10.1.9.9"


def line(sender: str, forwarded: str, user: str = "-") -> str:
    return f'2026-03-02 18:00:00 {sender} "{forwarded}" {user} app.clearview.ai GET\n'


@pytest.mark.parametrize(
    ("sender", "forwarded", "client", "says_another"),
    [
        (PC, "", PC, False),
        (PROXY, "", PROXY, False),
        (PC, FORGED, PC, True),
        (PROXY, PC, PC, False),
        # What the client wrote stands before what the proxy wrote.
        (PROXY, f"{FORGED}, {PC}", PC, True),
        (PROXY, f"{PC}, 10.1.0.9", PC, False),
        (PROXY, f"{FORGED},{PC}, 10.1.0.9", PC, True),
        (PROXY, f"{PC}\\x2c 10.1.0.9", PC, False),
        (PROXY, "10.1.0.9, 10.1.0.9", "10.1.0.9", False),
        (PROXY, f"{PC}:51234", PC, False),
        (PROXY, "[2001:db8::1]:51234", "2001:db8::1", False),
        (PROXY, f"::ffff:{PC}", PC, False),
        ("2001:DB8:0::8", PC, PC, False),
        (PROXY, "unknown", PROXY, False),
        (PROXY, f"{PC}, unknown", PROXY, False),
        ("", FORGED, "", True),
    ],
)
def test_a_header_is_believed_as_far_as_our_proxies_wrote_it(
    sender: str, forwarded: str, client: str, says_another: bool
) -> None:
    proxies = Proxies([PROXY, "10.1.0.9", "2001:db8::8"])

    assert proxies.client_of(sender, forwarded) == (client, says_another)


@pytest.mark.parametrize("text", ["", "proxy.police.example", "10.1.0", "10.1.0.0/24"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no address; expected one such as 10\.1\.0\.8"):
        clean_proxy(text)


def test_a_forged_header_leads_to_who_forged_it(tmp_path: Path) -> None:
    day = AT.replace(hour=0), AT.replace(hour=23)
    leases = Holds([Hold(*day, PC, "PC-A", *day), Hold(*day, FORGED, "PC-B", *day)])
    records = Records(
        roster=Roster([Member("31234"), Member("31235")]),
        leases=leases,
        assets={"pc-a": Asset("PC-A", "31234"), "pc-b": Asset("PC-B", "31235")},
    )
    text = HEADER + line(PC, FORGED) + line(PROXY, f"{FORGED}, {PC}") + line(PROXY, PC, "31235")
    contacts, _ = read(tmp_path / "sg.log", text, proxies=[PROXY])
    found = Found()
    found.contacts.add(contacts)

    conclude(found, records=records, runs=[])

    seen = with_actors(map(sighting_of, contacts), records)
    assert [one.attribution.serial for one in seen] == ["31234", "31234", "31235"]
    assert as_json(found)["blind_spots"]["forwarded_unbelieved"] == 2
    assert "Forwarded by what is no named proxy, and not believed: 2" in in_words(found)


@pytest.mark.django_db
def test_an_import_goes_by_the_proxies_that_an_auditor_named(
    tmp_path: Path, client: Client
) -> None:
    HostNameFactory(system=SystemFactory(slug="clearview-ai"), domain="clearview.ai")
    PersonFactory(serial_number="31234")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    client.force_login(auditor)
    vpn = f"user,address,from,until\n31234,{PC},2026-03-02T17:00:00Z,2026-03-02T19:00:00Z\n"
    log = HEADER + line(PROXY, PC)
    imported(tmp_path / "a", {"sg.log": log, "vpn.csv": vpn}, by=auditor)
    before = StoredContact.objects.get()
    assert "1 line names nobody but an address" in client.get("/discovery/").content.decode()

    address = "/discovery/catalog/own/add/?kind=proxy"
    assert "is no address" in client.post(address, {"value": "x", "note": "x"}).content.decode()
    client.post(address, {"value": PROXY, "note": "The network office."})
    add_belonging(kind=BelongingKind.REALM, value="PD", note="x", by=auditor, at=AT)
    again = log.replace("18:00:00", "18:00:30")
    made = imported(tmp_path / "b", {"sg.log": again, "vpn.csv": vpn}, by=auditor)

    after = StoredContact.objects.get(file__batch=made)
    assert own(BelongingKind.PROXY) == [PROXY]
    assert (before.unbelieved, before.observation.subject) == (True, None)
    assert (after.unbelieved, after.observation.subject.code) == (False, pseudonym("31234"))
    assert made.blind_spots["forwarded_unbelieved"] == 0
