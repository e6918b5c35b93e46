"""Local times that came twice, or never: nobody is named by one of two moments alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from audits.discovery.actions import attributing, read_import
from audits.discovery.actions.mappings import save_mapping
from audits.discovery.contacts import Contact
from audits.discovery.context.tables import BadTable, Context, read_table, table_of
from audits.discovery.counting.actors import with_actors
from audits.discovery.formats.clocks import Bearings, iso
from audits.discovery.formats.mapping import Mapping
from audits.discovery.gaps import gaps
from audits.discovery.models import Import, StoredContact, StoredObservation
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reconciling import ApprovedRun, Runs, reconcile
from audits.discovery.sightings import sighting_of
from audits.discovery.unseen import unseen_in
from audits.findings.pseudonyms import pseudonym
from policy.personnel.choices import Role
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.importing import COUNTY_SEARCH, SEARCH, handed_over
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory, SystemFactory

PACIFIC = ZoneInfo("America/Los_Angeles")
# Clocks are put back from 02:00 to 01:00, so that 01:30 comes at 08:30 and at 09:30 UTC.
TWICE, NEVER = "2026-11-01 01:30:00", "2026-03-08 02:30:00"
FIRST, SECOND = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (8, 9))
GATEWAY = Mapping(
    name="Gateway",
    columns={"time": "When", "user": "Who", "client": "From", "url": "Where", "method": "How"},
)
HEADER = "When,Who,From,Where,How\n"
ROSTER = "serial_number,user_name,email\n31234,ada,\n31235,ben,\n"
ASSETS = "device,owner\nPC-A,31234\nPC-B,31235\n"
LEASES = "address,device,from,until\n"
LOGONS = "time,user,device,address\n"
EARLY, NINE, LATE = "2026-11-01T01:00:00Z", "2026-11-01T09:00:00Z", "2026-11-01T20:00:00Z"


def line(time: str, url: str = SEARCH, *, user: str = "", client: str = "10.1.2.3") -> str:
    return f"{time},{user},{client},{url},POST\n"


def contacts_in(folder: Path, *lines: str) -> list[Contact]:
    text = HEADER + "".join(lines)
    contacts, faults = read(folder / "gateway.log", text, zone=PACIFIC, log_format=GATEWAY.format)
    assert faults == []
    return contacts


def context_of(folder: Path, *tables: str) -> Context:
    context = Context()
    for number, text in enumerate(tables):
        path = folder / f"{number}.csv"
        path.write_text(text)
        table = table_of(text.splitlines()[0])
        assert table is not None
        read_table(path, table, context, zone=PACIFIC)
    return context


def whose(folder: Path, *tables: str, time: str = TWICE, user: str = "") -> tuple[str, str]:
    records = context_of(folder, ROSTER, ASSETS, *tables).records()
    contacts = contacts_in(folder, line(time, user=user))
    (seen,) = with_actors(map(sighting_of, contacts), records)
    return seen.attribution.serial, seen.attribution.why


@pytest.mark.parametrize(
    ("text", "readings", "told"),
    [
        (TWICE, (FIRST, SECOND), (True, False)),
        (NEVER, tuple(datetime(2026, 3, 8, h, 30, tzinfo=UTC) for h in (9, 10)), (False, True)),
        ("2026-11-01 02:30:00", (SECOND + timedelta(hours=1),), (False, False)),
        (f"{TWICE}-08:00", (SECOND,), (False, False)),
        ("1793525400", (SECOND,), (False, False)),
    ],
)
def test_a_local_time_is_every_moment_that_it_may_be(text, readings, told) -> None:
    moment = iso(text, Bearings(PACIFIC, FIRST))

    assert moment.readings == readings
    assert (moment.is_ambiguous, moment.is_impossible) == told


@pytest.mark.parametrize("time", [TWICE, NEVER])
def test_a_person_is_named_where_both_moments_lead_to_them(tmp_path: Path, time: str) -> None:
    all_year = f"{LEASES}10.1.2.3,PC-A,2026-01-01T00:00:00Z,2026-12-31T00:00:00Z\n"

    assert whose(tmp_path, all_year, time=time)[0] == "31234"
    assert whose(tmp_path, time=time, user="ben")[0] == "31235"


def test_nobody_is_named_where_the_address_changed_hands_in_between(tmp_path: Path) -> None:
    leases = f"{LEASES}10.1.2.3,PC-A,{EARLY},{NINE}\n10.1.2.3,PC-B,{NINE},{LATE}\n"

    serial, why = whose(tmp_path, leases)

    moments = "2026-11-01 08:30 or 2026-11-01 09:30 UTC"
    assert (serial, why) == ("", f"its local time may be {moments}, and nobody is named at both")


@pytest.mark.parametrize(
    ("begin", "end", "serial"),
    [(EARLY, TWICE, ""), (TWICE, LATE, ""), (EARLY, "2026-11-01 02:00:00", "31234")],
)
def test_a_lease_counts_for_as_long_as_it_held_in_any_case(
    tmp_path: Path, begin: str, end: str, serial: str
) -> None:
    lease = f"{LEASES}10.1.2.3,PC-A,{begin},{end}\n"

    told = whose(tmp_path, lease, time=NINE)

    assert told[0] == serial
    assert serial or told[1] == "who had 10.1.2.3 then, a local time does not tell"


def test_a_lease_that_ends_before_it_begins_by_one_reading_alone_is_read(tmp_path: Path) -> None:
    lease = f"{LEASES}10.1.2.3,PC-A,2026-11-01 01:50:00,2026-11-01 01:20:00\n"

    assert len(context_of(tmp_path, lease).leases) == 1


@pytest.mark.parametrize(
    ("time", "logons", "serial"),
    [
        # Whether Ada had logged on by nine nobody can tell.
        (NINE, [("ada", TWICE)], ""),
        ("2026-11-01T10:00:00Z", [("ada", TWICE)], "31234"),
        # Ben had logged on before; whether he still sat there nobody can tell.
        (NINE, [("ben", "2026-11-01T07:00:00Z"), ("ada", TWICE)], ""),
        (NINE, [("ada", "2026-11-01T07:00:00Z"), ("ada", TWICE)], "31234"),
        # More than an hour after Ben by one reading, and shortly after him by the other.
        ("2026-11-01T10:00:00Z", [("ben", "2026-11-01T08:00:00Z"), ("ada", TWICE)], ""),
    ],
)
def test_a_logon_counts_where_either_moment_leads_to_the_same_person(
    tmp_path: Path, time: str, logons: list[tuple[str, str]], serial: str
) -> None:
    rows = "".join(f"{at},{user},,10.1.2.3\n" for user, at in logons)

    assert whose(tmp_path, LOGONS + rows, time=time)[0] == serial


def test_a_log_that_names_its_user_at_one_of_the_moments_does_not_name_them(
    tmp_path: Path,
) -> None:
    named = contacts_in(tmp_path, line("2026-11-01T09:30:01Z", user="ada"))
    nameless = contacts_in(tmp_path, line(TWICE))
    other = [replace(one, file="other.log") for one in named]
    records = context_of(tmp_path, ROSTER).records()

    seen = with_actors(map(sighting_of, [*nameless, *other]), records)

    assert [one.attribution.serial for one in seen] == ["", "31234"]


@pytest.mark.django_db
def test_another_log_names_whoever_it_is_at_both_moments_however_far_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    HostNameFactory(system=SystemFactory(slug="clearview-ai"), domain="clearview.ai")
    PersonFactory(serial_number="31234")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    save_mapping(mapping=GATEWAY, sample=[HEADER, line(TWICE)], by=auditor, at=FIRST)
    moments = [FIRST, SECOND, *(datetime(2026, 3, 8, hour, 30, tzinfo=UTC) for hour in (9, 10))]
    named = [line(at.isoformat(), user="31234") for at in moments]
    logs = {"a.log": HEADER + "".join(named), "b.log": HEADER + line(TWICE) + line(NEVER)}
    made = handed_over(tmp_path, logs, by=auditor)
    Import.objects.update(zone="America/Los_Angeles")
    made.refresh_from_db()
    monkeypatch.setattr(attributing, "_AT_A_TIME", 1)

    read_import(made)

    nameless = StoredContact.objects.filter(file__name="b.log")
    assert [one.at for one in nameless] == [moments[3], FIRST]
    assert {one.observation.subject.code for one in nameless} == {pseudonym("31234")}


@pytest.mark.parametrize("ran_at", [FIRST, SECOND])
def test_a_run_explains_a_search_at_either_moment(tmp_path: Path, ran_at: datetime) -> None:
    contacts = contacts_in(tmp_path, line(TWICE, COUNTY_SEARCH, user="ada"))
    seen = with_actors(map(sighting_of, contacts), context_of(tmp_path, ROSTER).records())
    minute = timedelta(minutes=1)
    run = ApprovedRun("R-1", "31234", "lacris", ran_at - minute, ran_at + minute, ran_at)

    assert [one.state.value for one in reconcile(seen, Runs([run]))] == ["explained"]


@pytest.mark.parametrize(("time", "how"), [(TWICE, "twice"), (NEVER, "never")])
def test_a_run_is_not_read_at_a_time_that_does_not_tell(
    tmp_path: Path, time: str, how: str
) -> None:
    runs = "request_number,serial_number,system,approved_from,approved_until,ran_at\n"

    with pytest.raises(BadTable, match=rf"ran_at: '{time}' came {how} in America/Los_Angeles"):
        context_of(tmp_path, f"{runs}R-1,31234,lacris,{EARLY},{LATE},{time}\n")


def test_the_hour_that_comes_twice_is_no_gap() -> None:
    begin = datetime(2026, 11, 1, 5, tzinfo=UTC)
    local = [begin + timedelta(minutes=n) for n in range(10 * 60)]
    lines = [f"{one.astimezone(PACIFIC):%Y-%m-%d %H:%M:%S} GET\n" for one in local]
    coverage, bearings = Coverage(), Bearings(PACIFIC, FIRST)

    coverage.add_block("".join(lines).encode(), 0, lambda raw: iso(raw[:19].decode(), bearings))

    assert coverage.joined() == [(begin, local[-1])]
    assert list(gaps("gateway.log", coverage)) == []
    assert coverage.jumps == []


@pytest.mark.django_db
def test_an_import_marks_such_times_and_counts_them(tmp_path: Path, client: Client) -> None:
    HostNameFactory(system=SystemFactory(slug="clearview-ai"), domain="clearview.ai")
    PersonFactory(serial_number="31234")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    log = HEADER + line(TWICE, user="31234") + line(NEVER) + line(EARLY)
    save_mapping(mapping=GATEWAY, sample=log.splitlines(), by=auditor, at=FIRST)
    made = handed_over(tmp_path, {"gateway.log": log}, by=auditor)
    Import.objects.update(zone="America/Los_Angeles")
    made.refresh_from_db()

    read_import(made)

    made.refresh_from_db()
    told = made.blind_spots
    assert (told["zones_assumed"], told["times_ambiguous"], told["times_impossible"]) == (2, 1, 1)
    ambiguous = StoredContact.objects.get(at=FIRST)
    assert ambiguous.other_at == SECOND
    assert ambiguous.observation.subject.code == pseudonym("31234")
    assert unseen_in([made]).blind.assumed.ambiguous == 1
    client.force_login(auditor)
    observation = StoredObservation.objects.get(at=FIRST)
    page = client.get(f"/discovery/observations/{observation.pk}/").content.decode()
    assert "zone assumed" in page
    assert "or <time" in page
    overview = client.get("/discovery/").content.decode()
    assert "1 line is of a local time that came twice" in overview
    assert "1 line is of a local time that never came" in overview
