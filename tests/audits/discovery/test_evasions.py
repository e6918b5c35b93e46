"""What somebody would do to stay unseen, and what would accuse somebody else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from audits.discovery.actions import cancel_import, read_import, watch_folder
from audits.discovery.choices import Explanation, Stage
from audits.discovery.context.tables import Context, read_table, table_of
from audits.discovery.counting.actors import with_actors
from audits.discovery.formats.clocks import Moment
from audits.discovery.gaps import gaps
from audits.discovery.models import StoredContact, StoredObservation
from audits.discovery.people.attributing import Records
from audits.discovery.people.roster import Member, Roster
from audits.discovery.reaching import clean_path
from audits.discovery.reading.coverage import Coverage
from audits.discovery.services import Endpoint
from audits.discovery.sightings import sighting_of
from audits.findings.models import Finding
from audits.findings.pseudonyms import pseudonym
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.importing import (
    AT,
    COUNTY_SEARCH,
    PAGE,
    handed_over,
    imported,
    in_order,
    quiet,
    squid,
)
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory, SystemFactory

MINUTE = timedelta(minutes=1)
ADA = Member("31234", "u31234", "ada.crane@police.example", "Ada Crane")
BEN = Member("31235", "u31235", "ben.crane@police.example", "Ben Crane")


@pytest.fixture
def auditor(db: None) -> Account:
    system = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    HostNameFactory(system=system, domain="clearview.ai")
    PersonFactory(serial_number="31234", email="ada.crane@police.example")
    return AccountFactory(roles=[Role.AUDITOR])


def test_what_a_canceled_import_stored_is_accounted_for_by_the_next_one(
    auditor: Account, tmp_path: Path
) -> None:
    files = {"access.log": squid(AT, user="31234"), "b.log": "not read anymore"}
    made = handed_over(tmp_path / "a", files, by=auditor)
    _first, second = made.files.order_by("pk")
    second.done = True
    second.save()
    read_import(made)
    StoredObservation.objects.all().delete()
    StoredContact.objects.update(actor="", confidence="", counted=False)
    type(made).objects.update(stage=Stage.READING, blind_spots=None)
    cancel_import(made=made, by=auditor, at=AT)

    imported(tmp_path / "b", {"access.log": squid(AT, user="31234")}, by=auditor)

    assert [one.subject.code for one in StoredObservation.objects.all()] == [pseudonym("31234")]


def test_what_belonged_to_nobody_belongs_to_somebody_by_tables_that_come_later(
    auditor: Account, tmp_path: Path
) -> None:
    log = squid(AT, client="10.9.9.9")
    vpn = "user,address,from,until\n31234,10.9.9.9,2026-03-02T17:00:00Z,2026-03-02T19:00:00Z\n"
    imported(tmp_path / "a", {"access.log": log}, by=auditor)
    before = StoredObservation.objects.get()

    imported(tmp_path / "b", {"access.log": log, "vpn.csv": vpn}, by=auditor)

    after = StoredObservation.objects.get()
    assert (before.subject, after.subject.code) == (None, pseudonym("31234"))
    assert after.finding.subject == after.subject
    assert after.finding != before.finding


def test_what_comes_after_a_finding_is_closed_is_another_finding(
    auditor: Account, tmp_path: Path
) -> None:
    header = "name,service,searches,told_by,date\n"
    row = "ada.crane@police.example,Clearview AI,{n},A newspaper,2026-03-01\n"
    imported(tmp_path / "a", {"list.csv": header + row.format(n=1)}, by=auditor)
    Finding.objects.get()

    imported(tmp_path / "b", {"more.csv": header + row.format(n=2)}, by=auditor)

    assert StoredObservation.objects.filter(state=Explanation.OPEN).count() == 2
    assert all(one.finding.is_open for one in StoredObservation.objects.all())


def test_records_and_visits_of_one_person_are_one_finding_from_the_first_to_the_last(
    auditor: Account, tmp_path: Path
) -> None:
    row = "ada.crane@police.example,Clearview AI,3,A newspaper,2026-03-09\n"
    files = {
        "list.csv": f"name,service,searches,told_by,date\n{row}",
        "access.log": squid(AT, PAGE, user="31234", method="GET"),
    }

    imported(tmp_path, files, by=auditor)

    finding = Finding.objects.get()
    assert (finding.happened_from, finding.happened_until.day) == (AT, 9)


def test_another_search_takes_three_queries_at_most(auditor: Account, tmp_path: Path) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(count: int) -> int:
        lines = [squid(AT + timedelta(hours=count, seconds=9 * n)) for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            imported(tmp_path / str(count), {"a.log": in_order(lines)}, by=auditor)
        return len(captured)

    assert (queries(60) - queries(20)) / 40 <= 3


@pytest.mark.parametrize("serial", ["2026", "18"])
def test_a_serial_number_that_looks_like_a_time_hides_nobody(
    auditor: Account, tmp_path: Path, serial: str
) -> None:
    PersonFactory(serial_number=serial)

    made = imported(tmp_path, {f"{serial}.log": squid(AT, user=serial)}, by=auditor)

    observation = StoredObservation.objects.get()
    assert (made.stage, observation.subject.code) == (Stage.DONE, pseudonym(serial))


def test_a_file_named_after_the_person_is_not_named(auditor: Account, tmp_path: Path) -> None:
    imported(tmp_path, {"31234-laptop.log": squid(AT, user="31234")}, by=auditor)

    observation = StoredObservation.objects.get()
    assert observation.sources == ["a sealed log"]
    assert "31234" not in observation.finding.evidence.get().words


def test_a_table_that_cannot_be_read_is_refused_and_the_logs_are_read(
    auditor: Account, tmp_path: Path
) -> None:
    leases = "address,device,from,until\n10.1.2.3,PC,never,later\n"

    made = imported(
        tmp_path, {"dhcp.csv": leases, "access.log": squid(AT, user="31234")}, by=auditor
    )

    refused = made.files.get(name="dhcp.csv")
    assert (made.stage, refused.role) == (Stage.PARTIAL, "refused")
    assert "from: 'never' is no time such as" in refused.first_lines
    assert str(tmp_path) not in refused.first_lines
    assert StoredObservation.objects.count() == 1


def test_folders_of_keys_are_not_watched(auditor: Account, settings) -> None:
    settings.DISCOVERY_FOLDERS = ["/var/log"]

    with pytest.raises(ValidationError, match="none of the folders that may be watched"):
        watch_folder(path=str(settings.DATA_DIR), zone="UTC", by=auditor, at=AT)


def test_one_run_explains_one_search(tmp_path: Path, auditor: Account) -> None:
    from audits.discovery.reconciling import ApprovedRun, Runs, reconcile

    lines = [squid(AT + n * MINUTE, COUNTY_SEARCH, user="31234") for n in range(4)]
    contacts, _ = read(tmp_path / "access.log", in_order(lines))
    seen = with_actors(map(sighting_of, contacts), Records(roster=Roster([ADA])))
    run = ApprovedRun("R-1", "31234", "lacris", AT - MINUTE, AT + 99 * MINUTE, AT + 2 * MINUTE)

    states = [one.state.value for one in reconcile(seen, Runs([run]))]

    assert states == ["open", "open", "explained", "open"]


def test_a_visit_at_its_time_is_a_trace_of_a_run(tmp_path: Path) -> None:
    from audits.discovery.reconciling import ApprovedRun, Runs, reconcile

    line = squid(AT + MINUTE, "facesearch.county.example:443", user="31234", method="CONNECT")
    contacts, _ = read(tmp_path / "access.log", line)
    seen = with_actors(map(sighting_of, contacts), Records(roster=Roster([ADA])))
    runs = Runs(
        ApprovedRun(number, "31234", "lacris", AT - MINUTE, AT + 99 * MINUTE, ran_at)
        for number, ran_at in (("R-1", AT), ("R-2", AT + 20 * MINUTE))
    )

    list(reconcile(seen, runs))

    assert [run.number for run in runs.without_trace()] == ["R-2"]


def test_an_hour_that_is_cut_out_of_every_day_is_told() -> None:
    lines = [
        line
        for day in range(5)
        for line in quiet(AT.replace(hour=0) + timedelta(days=day), 24, every=MINUTE)
        if datetime.fromtimestamp(float(line.split()[0]), UTC).hour not in (2, 3)
    ]
    coverage = Coverage()
    coverage.add_block(
        in_order(lines).encode(),
        0,
        lambda raw: Moment(datetime.fromtimestamp(float(raw.split()[0]), UTC)),
    )

    found = [(gap.begin.hour, gap.end.hour) for gap in gaps("x", coverage)]

    assert found == [(1, 4)] * 5


def test_times_of_tables_are_read_in_the_zone_of_the_logs(tmp_path: Path) -> None:
    path, context = tmp_path / "dhcp.csv", Context()
    text = "address,device,from,until\n10.1.2.3,PC,2026-03-02 08:00,2026-03-02T22:00:00Z\n"
    path.write_text(text, encoding="utf-8")
    table = table_of(text.splitlines()[0])
    assert table is not None

    read_table(path, table, context, zone=ZoneInfo("America/Los_Angeles"))

    assert (context.leases[0].begin.hour, context.leases[0].end.hour) == (16, 22)


def test_a_stranger_is_not_taken_for_a_member() -> None:
    chief = Member("1", "chief", "chief@gmail.example", "The Chief")
    others = [
        Member(str(n), f"u{n}", f"member{n}@police.example", "") for n in range(40_000, 40_040)
    ]
    roster = Roster([ADA, BEN, chief, *others])

    assert roster.look_up("ben.crane@gmail.example").member is None
    assert roster.look_up("ben.crane@police.example").member == BEN


def test_a_roster_that_somebody_brings_takes_no_name_from_anybody() -> None:
    roster = Roster(
        [ADA, BEN],
        also=[
            Member("31235", "31234", "ada.crane@police.example", ADA.name),
            Member("31235", "bcrane", "", "Benny Crane"),
        ],
    )

    assert roster.look_up("ada.crane@police.example").member == ADA
    assert roster.look_up("31234").member == ADA
    assert roster.look_up("bcrane").member == BEN
    assert roster.find_by_name(ADA.name) == ADA
    assert roster.find_by_name("Crane, Benny") == BEN


def test_whoever_is_named_and_unknown_is_not_the_owner_of_the_device(tmp_path: Path) -> None:
    from audits.discovery.people.records import Asset

    line = (
        "CEF:0|v|p|1|1|web|3|rt=1772474400000 src=10.1.2.3 shost=PC-A suser=contractor "
        "dhost=app.clearview.ai request=https://app.clearview.ai/ requestMethod=GET act=allowed"
    )
    contacts, _ = read(tmp_path / "cef.log", line)
    records = Records(roster=Roster([ADA]), assets={"pc-a": Asset("PC-A", "31234")})

    assert [one.attribution.serial for one in with_actors(map(sighting_of, contacts), records)] == [
        ""
    ]


def test_only_what_a_proxy_denied_for_want_of_a_name_is_of_who_tries_again(tmp_path: Path) -> None:
    lines = [
        squid(AT, result="TCP_DENIED/403"),
        squid(AT + timedelta(seconds=5), PAGE, user="31234", method="GET"),
    ]
    contacts, _ = read(tmp_path / "access.log", in_order(lines))

    seen = with_actors(map(sighting_of, contacts), Records(roster=Roster([ADA])))

    assert [one.attribution.serial for one in seen] == ["", "31234"]


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("https://app.clearview.ai/api/v1/search", "TCP_MISS/503"),
        ("https://app.clearview.ai/api/v1/search", "TCP_MISS_ABORTED/000"),
        ("https://app.clearview.ai/newsletter?next=/search", "TCP_MISS/200"),
        ("https://app.clearview.ai/help/search", "TCP_MISS/200"),
        ("https://app.clearview.ai/api/search/suggestions", "TCP_MISS/200"),
        ("https://app.clearview.ai/Support-Center/search.json", "TCP_MISS/200"),
    ],
)
def test_what_failed_or_only_speaks_of_a_search_is_none(
    tmp_path: Path, url: str, result: str
) -> None:
    (contact,), _ = read(tmp_path / "access.log", squid(AT, url, result=result))

    assert not contact.is_search


def test_what_has_help_within_a_word_of_its_path_is_a_search_all_the_same(tmp_path: Path) -> None:
    line = squid(AT, "https://app.clearview.ai/helper/supported/search")

    (contact,), _ = read(tmp_path / "access.log", line)

    assert contact.is_search


def test_no_expression_of_a_path_takes_longer_than_the_path() -> None:
    assert not Endpoint("POST", "((a+))+$").fits("POST", "/" + "a" * 5000 + "!")
    with pytest.raises(ValidationError, match="is no regular expression"):
        clean_path("(?=search)")
