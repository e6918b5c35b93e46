"""The case that it is all for: 475 searches by 27 people, in 90 days of three kinds of logs."""

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from audits.discovery.catalog import watched
from audits.discovery.context.tables import Context
from audits.discovery.counting.observations import Kind
from audits.discovery.counting.tally import is_outside_search
from audits.discovery.discovering import Found, conclude, read_logs, read_tables
from audits.discovery.engines.local import DuckDB
from audits.discovery.logs import LogReader
from audits.discovery.reading.files import files_of
from audits.discovery.reconciling import Reconciled, State
from audits.discovery.telling import as_json
from config.demo.logs.writing import write_logs

LINES = 20_000
# What two logs tell of one search, they tell within this time.
NEAR = timedelta(seconds=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "logs"
    write_logs(folder, seed=20201113, lines=LINES, until=date(2020, 11, 13))
    return folder


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, Any]:
    return json.loads((folder / ".truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told() -> list[Reconciled]:
    """What `found` came to, one by one."""
    return []


@pytest.fixture(scope="module")
def found(folder: Path, told: list[Reconciled]) -> Found:
    found, context = Found(), Context()
    files = [(str(path.relative_to(folder)), path) for path in files_of([folder])]
    zone = ZoneInfo("America/Los_Angeles")
    found.tables = read_tables(files, context, zone=zone)
    reader = LogReader(watchlist=watched(context.services), engine=DuckDB(), zone=zone)
    logs = [(name, path) for name, path in files if name not in found.tables]
    read_logs(logs, reader=reader, found=found)
    records = context.records(["police", "police.example"])
    conclude(found, records=records, runs=context.runs, told=told.append)
    return found


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_each_of_the_475_searches_is_found_at_its_time_with_its_person(
    found: Found, told: list[Reconciled], truth: dict[str, Any]
) -> None:
    by_person: dict[str, list[datetime]] = defaultdict(list)
    for one in filter(is_outside_search, told):
        by_person[one.observation.serial].append(one.observation.at)

    planted = {
        serial: [moment(search["at"]) for search in person["searches"]]
        for serial, person in truth["by_person"].items()
    }
    assert Counter(map(len, by_person.values())).total() == 27
    assert sum(map(len, by_person.values())) == 475
    assert {serial: len(times) for serial, times in by_person.items()} == {
        serial: len(times) for serial, times in planted.items()
    }
    apart = [
        abs(seen - at)
        for serial, times in planted.items()
        for seen, at in zip(sorted(by_person[serial]), sorted(times), strict=True)
    ]
    assert max(apart) <= NEAR


def test_the_40_runs_explain_the_40_searches_on_the_county_system(
    found: Found, told: list[Reconciled], truth: dict[str, Any]
) -> None:
    explained = {
        one.run.number: one.observation.serial
        for one in told
        if one.state == State.EXPLAINED and one.run
    }

    assert explained == {number: run["serial_number"] for number, run in truth["explained"].items()}
    assert len(explained) == 40
    assert found.untraced == []


def test_what_the_shared_machines_show_is_attributed_to_nobody(
    found: Found, told: list[Reconciled], truth: dict[str, Any]
) -> None:
    nobody = [one.observation for one in told if not one.observation.serial]

    machines = {row["address"] for row in truth["unattributed"]}
    assert {seen.contact.client for one in nobody for seen in one.seen} == machines
    assert {one.kind for one in nobody} == {Kind.VISIT}
    assert len(nobody) == 5


def test_every_observation_is_explained_permitted_or_open(
    found: Found, told: list[Reconciled]
) -> None:
    answer = as_json(found)

    assert answer["explained"] + answer["permitted"] + answer["open"] == len(told)
    assert (answer["explained"], answer["permitted"]) == (40, 0)


def test_the_answer_counts_each_line_and_states_the_gap(
    found: Found, truth: dict[str, Any]
) -> None:
    answer = as_json(found)

    assert answer["lines"] == sum(file["lines"] for file in truth["files"].values())
    assert (answer["unreadable"], answer["partial"], answer["refused"]) == (0, False, [])
    assert answer["duplicates"] == truth["duplicates"]["in_two_files"]
    (gap,) = answer["gaps"]
    assert gap["source"] == "squid/access.log"
    # The gap is told from the line before it to the line after it.
    assert moment(truth["gap"]["from"]) - moment(gap["from"]) < timedelta(hours=1)
    assert moment(gap["to"]) - moment(truth["gap"]["to"]) < timedelta(hours=1)
    assert moment(gap["from"]) <= moment(truth["gap"]["from"])
    assert moment(gap["to"]) >= moment(truth["gap"]["to"])
    assert answer["formats"] == {
        "squid": 13,
        "umbrella-dns": 13,
        "umbrella-proxy": 13,
        "zeek-conn": 13,
        "zeek-dns": 13,
        "zeek-http": 13,
        "zeek-ssl": 13,
    }


def test_what_could_not_be_seen_is_told_with_it(found: Found) -> None:
    blind = as_json(found)["blind_spots"]

    assert blind["encrypted_dns"] == {
        "cloudflare-dns.com": 40,
        "dns.google": 40,
        "mozilla.cloudflare-dns.com": 40,
    }
    assert [one["source"] for one in blind["sources"] if not one["names_users"]] == [
        "zeek/conn.log",
        "zeek/dns.log",
        "zeek/http.log",
        "zeek/ssl.log",
    ]
    assert (blind["realms_taken"], blind["realms_of_others"]) == ({}, {})
    assert blind["never_seen"][0] == (
        "personal phones and computers, and department phones on a carrier's network"
    )
