"""Not looked at is not zero, and none found is never said without what could not be seen."""

from datetime import timedelta
from pathlib import Path

import pytest

from audits.discovery.choices import Stage
from audits.discovery.models import Import, StoredContact, StoredObservation
from audits.reports.figures.discovery.observed import observed
from audits.reports.figures.discovery.outside_searches import outside_searches
from audits.reports.figures.discovery.told_by_others import told_by_others
from audits.reports.rendering.document import document_of
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.audits.discovery.importing import AT, imported, in_order, quiet, squid
from tests.audits.reports.figures.discovery.months import a_discovery_report, rows, scope
from tests.audits.reports.rendering.reports import a_report
from tests.audits.reports.scopes import cells
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db

NONE_OF_SEARCHES = (None, None, None)
USERS = "vendor,email,created,searches\nClearview AI,ann@example.gov,2026-03-02T19:00:00Z,31\n"


@pytest.fixture
def auditor() -> Account:
    clearview = SystemFactory(name="Clearview AI", commercial=True)
    HostNameFactory(system=clearview, domain="clearview.ai")
    return AccountFactory(roles=[Role.AUDITOR])


def name_queries() -> str:
    """Queries to a name server, every five minutes of three hours."""
    asked = (AT + number * timedelta(minutes=5) for number in range(36))
    return "".join(
        f"{at:%d-%b-%Y %H:%M:%S}.000 queries: info: client @0x7f3e3c0a1b20 10.1.2.3#53124 "
        "(www.weather.example): query: www.weather.example IN A +E(0)K (10.0.0.53)\n"
        for at in asked
    )


def tiles(document: dict) -> dict[str, str]:
    return {cell["label"]: cell["value"] for cell in document["highlights"]}


def tables(document: dict) -> dict[str, dict]:
    return {table["name"]: table for part in document["sections"] for table in part["tables"]}


def test_before_any_import_no_number_is_shown(auditor: Account):
    report = a_discovery_report()
    document = document_of(report)

    assert report.figures["nil"] is None
    assert document["nil"] == ""
    assert document["caveat"] == (
        "For searches outside the rule, nothing was looked at: no log and no record of this period "
        "was read. So nothing is known: neither that there were any, nor that there were none."
    )
    assert list(tiles(document).values()) == [
        "not looked at",
        "not looked at",
        "743 h 00 min",
        "not looked at",
        "not looked at",
        "0",
    ]
    assert tables(document)["outside_searches"]["empty"] == "Not looked at."
    assert rows(report, "outside_searches") == {"total": ["All, each person once", *[None] * 7]}
    assert rows(report, "observed")["total"] == ["All", *[None] * 6]
    assert rows(report, "known_by")["total"] == ["All", None, None]
    assert rows(report, "traces")["shown"] == ["Shown by a log", None]


def test_log_of_another_time_is_no_look_at_this_one(auditor: Account, tmp_path: Path):
    later = in_order(quiet(AT + timedelta(days=60), 24))
    imported(tmp_path, {"access.log": later}, by=auditor)

    report = a_discovery_report()

    assert report.figures["nil"] is None
    assert rows(report, "read")["imports"] == ["Imports read to their end", 0]


def test_import_that_stopped_halfway_is_no_look(auditor: Account, tmp_path: Path):
    text = in_order([*quiet(AT, 2), squid(AT)])
    made = imported(tmp_path, {"access.log": text}, by=auditor)
    StoredContact.objects.update(observation=None)
    StoredObservation.objects.all().delete()
    Import.objects.update(stage=Stage.FAILED, failure="The disk was full.", blind_spots=None)

    report = a_discovery_report()

    assert StoredContact.objects.filter(file__batch=made, is_search=True).count() == 1
    assert report.figures["nil"] is None
    assert rows(report, "outside_searches")["total"][1:] == [None] * 7
    assert rows(report, "blind_spots")["unread"][1] == 1
    assert report.figures["caveat"].endswith("1 import was not read to its end.")


def test_none_found_stands_beside_what_could_not_be_seen(auditor: Account, tmp_path: Path):
    imported(tmp_path, {"access.log": in_order(quiet(AT, 6))}, by=auditor)

    report = a_discovery_report()
    document = document_of(report)

    assert report.figures["nil"] is True
    assert document["nil"] == (
        "Nil report: no search on a service that is not allowed was found in what was looked at, "
        "as far as it could be seen."
    )
    assert document["caveat"].startswith(
        "For searches outside the rule, 72 lines of 1 source were looked at. For 737 hours of the "
        "period a log that can show a search is missing. No log shows: personal phones"
    )
    assert tables(document)["outside_searches"]["empty"] == (
        "None found in what was looked at, as far as it could be seen."
    )
    assert rows(report, "outside_searches")["total"][1:] == [0, 0, 0, 0, 0, None, None]


def test_report_is_not_nil_where_others_tell_of_what_no_log_shows(auditor: Account, tmp_path: Path):
    imported(tmp_path, {"access.log": in_order(quiet(AT, 6)), "users.csv": USERS}, by=auditor)

    report = a_discovery_report()

    assert report.figures["nil"] is False
    assert rows(report, "outside_searches")["total"][1:] == [0, 0, 0, 0, 0, 31, 0]


def test_yearly_report_says_the_same_of_what_was_not_looked_at(auditor: Account):
    document = document_of(a_report())

    assert tiles(document)["searches on services that are not allowed"] == "not looked at"
    assert document["caveat"].startswith("For searches outside the rule, nothing was looked at")


def test_log_that_shows_no_search_is_no_look_for_searches(auditor: Account, tmp_path: Path):
    imported(tmp_path, {"named.log": name_queries()}, by=auditor)

    told = scope()

    assert cells(outside_searches(told))["total"][1:] == (*NONE_OF_SEARCHES, 0, 0, None, None)
    assert cells(observed(told))["search"] == ("Search", *[None] * 6)
    assert cells(observed(told))["visit"][1:] == (0, 0, 0, 0, 0, 0)


def test_log_of_tunnels_to_a_service_shows_no_search_there(auditor: Account, tmp_path: Path):
    HostNameFactory(system=SystemFactory(name="Other", commercial=True), domain="other.example")
    tunnel = squid(AT, "app.clearview.ai:443", method="CONNECT")
    search = squid(AT, "https://other.example/search")
    imported(tmp_path, {"access.log": in_order([*quiet(AT, 2), tunnel, search])}, by=auditor)

    told = {values[0]: values[1:6] for values in cells(outside_searches(scope())).values()}

    assert told == {
        "Other": (1, 0, 1, 0, 0),
        "Clearview AI": (*NONE_OF_SEARCHES, 1, 0),
        "All, each person once": (1, 0, 1, 1, 0),
    }


def test_record_of_others_counts_though_no_log_was_read(auditor: Account, tmp_path: Path):
    imported(tmp_path, {"users.csv": USERS}, by=auditor)

    told = scope()

    assert cells(told_by_others(told)) == {
        "mail-gateway": ("Mail gateway's log", 0, None, None, None),
        "purchase-cards": ("Purchase-card lines", 0, None, None, None),
        "vendor-searches": ("Vendor's search export", 0, None, None, None),
        "vendor-users": ("Vendor's user list", 1, 1, 0, 31),
        "list": ("List handed over", 0, None, None, None),
    }
    assert cells(observed(told)) == {
        "search": ("Search", *[None] * 6),
        "visit": ("Visit without a search seen", *[None] * 6),
        "attempt": ("Attempt that was stopped", *[None] * 6),
        "account": ("Account on a vendor's list", 0, 0, 1, 0, 1, 1),
        "total": ("All", 0, 0, 1, 0, 1, 1),
    }
    of_logs = [None] * 5
    assert cells(outside_searches(told))["total"] == ("All, each person once", *of_logs, 31, 0)
