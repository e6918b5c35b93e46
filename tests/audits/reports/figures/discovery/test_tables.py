"""Each table against a day of a small network: two searches outside, and one that was approved."""

from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from audits.discovery.blindness import Assumed, Blindness, Realms, SourceSeen
from audits.discovery.models import Import
from audits.discovery.unseen import Unseen
from audits.reports.choices import Kind
from audits.reports.figures.discovery.blind_spots import blind_spots
from audits.reports.figures.discovery.observed import known_by, observed
from audits.reports.figures.discovery.outside_searches import outside_searches
from audits.reports.figures.discovery.read import read
from audits.reports.figures.discovery.sources import sources, sources_over_time, time_looked_at
from audits.reports.figures.discovery.traces import traces
from audits.reports.figures.table import Table
from audits.reports.kinds import REPORTS
from tests.audits.discovery.importing import AT, handed_over, imported, in_order, quiet, squid
from tests.audits.discovery.network import Network, looked_at
from tests.audits.reports.figures.discovery.months import (
    DAY,
    HOUR,
    a_discovery_report,
    rows,
    scope,
)
from tests.audits.reports.scopes import cells

pytestmark = pytest.mark.django_db

# From the first line, at 15:00 UTC, until the last, at 20:55.
WITH_LOG = 5 * HOUR + 55 * 60
WHOLE = 24 * HOUR


def numbers_of(table: Table) -> dict[str, object]:
    """The second value of each row, by the row's key."""
    return {key: values[1] for key, values in cells(table).items()}


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return looked_at(tmp_path / "logs")


@pytest.mark.usefixtures("network")
def test_each_observation_is_counted_once_by_what_it_was_found_to_be():
    told = scope()

    assert [row[1:] for row in cells(outside_searches(told)).values()] == [
        (2, 1, 0, 1, 0, None, None)
    ] * 2
    assert cells(observed(told)) == {
        "search": ("Search", 1, 0, 2, 0, 0, 3),
        "visit": ("Visit without a search seen", 0, 0, 1, 0, 1, 1),
        "attempt": ("Attempt that was stopped", 0, 0, 0, 0, 0, 0),
        "total": ("All", 1, 0, 3, 0, 1, 4),
    }
    assert cells(known_by(told)) == {
        "named": ("Named in the line", 3, 750),
        "session": ("VPN session at that time", 0, 0),
        "logon": ("Latest logon at the device", 0, 0),
        "owner": ("Asset register", 0, 0),
        "name": ("Full name alone", 0, 0),
        "nobody": ("Unattributed", 1, 250),
        "total": ("All", 4, 1000),
    }


def test_report_stands_on_what_was_known_when_it_was_made(network: Network, tmp_path: Path):
    before = a_discovery_report()
    more = squid(AT + DAY, user=network.detective.serial_number)
    imported(tmp_path / "more", {"access.log.1": f"{more}\n"}, by=network.auditor)

    after = a_discovery_report()
    before.refresh_from_db()

    assert rows(before, "outside_searches")["total"][1:3] == [2, 1]
    assert rows(after, "outside_searches")["total"][1:3] == [3, 1]


def test_run_is_shown_by_a_log_or_by_none(network: Network):
    assert cells(traces(scope())) == {
        "shown": ("Shown by a log", 1),
        "not_shown": ("Not shown by any log that was read", 0),
        "total": ("All runs recorded here", 1),
    }

    network.run.observations.all().delete()

    assert numbers_of(traces(scope())) == {"shown": 0, "not_shown": 1, "total": 1}


@pytest.mark.usefixtures("network")
def test_sources_say_what_they_can_show_and_of_how_much_of_the_period():
    told = scope()

    assert cells(sources(told)) == {
        "access.log": ("access.log", "Squid, native", "searches", "yes"),
    }
    assert cells(sources_over_time(told)) == {
        "access.log": ("access.log", "2026-03-02", "2026-03-02", 76, WHOLE - WITH_LOG),
    }
    assert cells(time_looked_at(told)) == {
        "any": ("With a log of any source", WITH_LOG),
        "some": ("With a log that can show a search", WITH_LOG),
        "every": ("With every log that can show a search", WITH_LOG),
        "missing": ("With such a log missing", WHOLE - WITH_LOG),
        "total": ("The period, as far as it had come", WHOLE),
    }


@pytest.mark.usefixtures("network")
def test_time_that_had_not_come_is_not_missing():
    told = scope(as_of=AT + timedelta(hours=1))

    assert cells(time_looked_at(told))["total"][1] == 11 * HOUR
    assert cells(time_looked_at(told))["missing"][1] == 7 * HOUR


def test_source_of_few_lines_does_not_hide_the_gap_of_another(network: Network, tmp_path: Path):
    begin = AT + 4 * timedelta(hours=1)
    imported(tmp_path / "b", {"other.log": in_order(quiet(begin, 2))}, by=network.auditor)

    told = cells(time_looked_at(scope()))

    # The first has its last line five minutes before 21:00, the other begins at 22:00.
    second = 2 * HOUR - 300
    assert told["some"][1] == WITH_LOG + second
    assert told["every"][1] == 0
    assert told["missing"][1] == WHOLE


def test_what_was_read_and_what_could_not_be(network: Network, tmp_path: Path):
    broken = squid(AT).replace("TCP_MISS/200", "nothing at all")
    text = in_order([*quiet(AT + DAY, 1), broken])
    imported(tmp_path / "b", {"b.log": text}, by=network.auditor)
    handed_over(tmp_path / "c", {"c.log": squid(AT)}, by=network.auditor)

    told = scope()

    assert numbers_of(read(told)) == {
        "imports": 2,
        "unread": 1,
        "logs": 2,
        "tables": 0,
        "evidence": 0,
        "refused": 1,
        "lines": 76 + 13,
        "undecodable": 0,
        "unreadable": 1,
        "contacts": 4,
        "duplicates": 0,
    }


def test_blind_spots_name_each_thing_that_could_not_be_seen(network: Network, tmp_path: Path):
    asked = squid(AT, "https://dns.google/dns-query")
    imported(tmp_path / "b", {"b.log": in_order([*quiet(AT, 1), asked])}, by=network.auditor)

    spots = cells(blind_spots(scope()))

    assert {key: values[1:] for key, values in spots.items()} == {
        "unread": (0, ""),
        "refused": (1, ""),
        "unreadable": (0, ""),
        "without_log": (2, "access.log, b.log"),
        "without_users": (0, ""),
        "without_searches": (0, ""),
        "unopened": (0, ""),
        "encrypted_dns": (1, "dns.google (1)"),
        "by_nobody": (1, ""),
        "realms_taken": (0, ""),
        "realms_of_others": (0, ""),
        "unbelieved": (0, ""),
        "zones_assumed": (0, ""),
        "years_assumed": (0, ""),
        "ambiguous": (0, ""),
        "impossible": (0, ""),
        "nameless": (0, ""),
        "catalog_of": spots["catalog_of"][1:],
        "never_1": (None, "No log ever shows this."),
        "never_2": (None, "No log ever shows this."),
        "never_3": (None, "No log ever shows this."),
    }
    assert spots["never_1"][0].startswith("Personal phones and computers")


def test_import_that_nobody_read_counts_unless_it_is_older_than_the_period(network: Network):
    made = {"by": network.auditor, "at": AT - 3 * DAY}
    folder = Path(network.made.files.first().path).parent / "old"
    handed_over(folder, {"old.log": squid(AT)}, **made)
    before = cells(read(scope()))["unread"]

    Import.objects.filter(title="Logs of the proxy", made_at__lt=AT).update(made_at=AT + DAY)

    assert (before[1], cells(read(scope()))["unread"][1]) == (0, 1)


# What is told of each: whoever adds a blind spot to discovery says it in the reports as well.
TOLD = {
    Unseen: {"imports", "unread", "refused", "faults", "nameless", "blind"},
    Blindness: {
        *("period", "sources", "unattributed", "assumed", "realms", "unbelieved", "resolvers"),
        *("catalog_of", "never_seen"),
    },
    SourceSeen: {
        *("name", "formats", "lines", "begin", "end", "gaps", "late", "early", "names_users"),
        *("shows", "could_show", "unopened"),
    },
    Assumed: {"zones", "years", "ambiguous", "impossible"},
    Realms: {"taken", "others"},
}


@pytest.mark.parametrize("seen", TOLD)
def test_every_blind_spot_that_discovery_knows_is_in_the_reports(seen: type):
    assert {field.name for field in fields(seen)} == TOLD[seen]


WITH_NUMBERS = {"outside_searches", "outside_over_time", "observed", "known_by", "traces"}
BLIND_SPOTS = {"sources_over_time", "blind_spots"}


@pytest.mark.parametrize("kind", Kind)
def test_no_number_of_discovery_stands_before_what_could_not_be_seen(kind: Kind):
    names = [table.__name__ for section in REPORTS[kind].sections for table in section.tables]
    numbers = [place for place, name in enumerate(names) if name in WITH_NUMBERS]
    spots = [place for place, name in enumerate(names) if name in BLIND_SPOTS]

    assert bool(numbers) == bool(REPORTS[kind].caveat) == (len(spots) == 2)
    assert not numbers or max(spots) < min(numbers)
