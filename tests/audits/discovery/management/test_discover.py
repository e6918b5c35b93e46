"""`manage.py discover`, in a process of its own and without any database."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from audits.discovery.formats import FORMATS, Shows
from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_files import as_file
from tests.audits.discovery.importing import AT, COUNTY_SEARCH, PAGE, SEARCH, in_order, quiet, squid
from tests.config.commands import ROOT, manage

NOBODY = "postgresql://nobody@127.0.0.1:1/nothing"
RUNS = "request_number,serial_number,system,approved_from,approved_until,ran_at\n"
SYSTEMS = "system,standing,domains\nlacris,allowed,facesearch.county.example\n"
ROSTER = "serial_number,user_name,email\n31234,u31234,ada@police.example\n"


def discover(*arguments: str | Path, data: Path):
    return manage("discover", *map(str, arguments), data=data, DATABASE_URL=NOBODY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    return folder


def test_it_answers_in_json_what_it_found_read_and_could_not_see(
    folder: Path, tmp_path: Path
) -> None:
    lines = [*quiet(AT, 6), squid(AT, user="u31234"), squid(AT, PAGE, method="GET")]
    (folder / "access.log").write_text(in_order(lines), encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")

    done = discover(folder, "--json", data=tmp_path / "data")

    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert {name: told[name] for name in ("searches", "people", "explained", "open")} == {
        "searches": 1,
        "people": ["31234"],
        "explained": 0,
        "open": 2,
    }
    assert (told["unattributed"], told["lines"], told["unreadable"]) == (1, 74, 0)
    assert (told["gaps"], told["formats"]) == ([], {"squid": 1})
    assert told["blind_spots"]["sources"][0]["source"] == "access.log"


def test_it_reads_by_a_mapping_that_was_downloaded_and_names_only_who_is_ours(
    folder: Path, tmp_path: Path
) -> None:
    rows = ["When;Who;From;Where;How"]
    for number, user in enumerate((r"PD\u31234", r"COUNTY\u31234")):
        rows.append(f"02.03.2026 10:0{number};{user};10.1.2.3;{SEARCH};POST")
    (folder / "gateway.log").write_text("\n".join(rows), encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    mapping = Mapping(
        name="Gateway",
        columns={"time": "When", "user": "Who", "client": "From", "url": "Where", "method": "How"},
        delimiter=";",
        time_format="%d.%m.%Y %H:%M",
    )
    file = tmp_path / "gateway.mapping.json"
    file.write_text(as_file(mapping), encoding="utf-8")

    done = discover(folder, "--mapping", file, "--realm", "PD", "--json", data=tmp_path / "data")

    told = json.loads(done.stdout)
    assert (done.stderr, told["formats"], told["searches"]) == ("", {"Gateway": 1}, 2)
    assert (told["people"], told["unattributed"]) == (["31234"], 1)
    assert told["blind_spots"]["realms_of_others"] == {"county": 1}
    assert told["blind_spots"]["period"][0] == "2026-03-02T18:00:00Z"


def test_what_runs_explain_leaves_nothing_open(folder: Path, tmp_path: Path) -> None:
    line = squid(AT + timedelta(minutes=1), COUNTY_SEARCH, user="31234")
    run = "2026-0001,31234,lacris,2026-03-01T00:00:00Z,2026-03-09T00:00:00Z,2026-03-02T18:00:00Z"
    (folder / "access.log").write_text(line, encoding="utf-8")
    (folder / "runs.csv").write_text(f"{RUNS}{run}\n", encoding="utf-8")
    (folder / "systems.csv").write_text(SYSTEMS, encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")

    done = discover(folder, data=tmp_path / "data")

    assert done.returncode == 0
    assert done.stdout.splitlines()[:3] == [
        "0 searches by 0 people on services that are not allowed.",
        "Explained by approved runs: 1. Permitted: 0.",
        "Open: 0. Attributed to nobody: 0.",
    ]
    # "None found" is never said without what could not be seen.
    assert "Never seen: services that the catalog does not name" in done.stdout


def test_a_sign_in_to_a_known_service_is_seen(folder: Path, tmp_path: Path) -> None:
    sign_in = {
        "createdDateTime": "2026-03-02T18:00:00Z",
        "userPrincipalName": "ada@police.example",
        "appDisplayName": "Clearview AI",
        "ipAddress": "203.0.113.4",
        "status": {"errorCode": 0},
    }
    (folder / "signins.json").write_text(json.dumps(sign_in), encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")

    told = json.loads(discover(folder, "--json", data=tmp_path / "data").stdout)

    assert (told["searches"], told["open"], told["unattributed"]) == (0, 1, 0)
    assert told["formats"] == {"entra": 1}


def test_a_list_that_was_handed_over_is_told_with_its_searches(
    folder: Path, tmp_path: Path
) -> None:
    """As in 2020: all that there was is what a journalist said."""
    (folder / "list.csv").write_text(
        "name,service,searches,told_by\nAda,Clearview AI,475,a journalist\nBen,A bakery,3,a baker\n"
    )

    told = json.loads(discover(folder, "--json", data=tmp_path / "data").stdout)
    words = discover(folder, data=tmp_path / "data").stdout.splitlines()

    assert told["told_by_others"] == {"listed": {"records": 1, "searches": 475}}
    assert (told["evidence"], told["without_service"]) == ({"list.csv": 1}, {"list.csv": 1})
    assert (told["searches"], told["open"], told["partial"]) == (0, 1, False)
    assert words[3:7] == [
        "Records of others: listed 1. They tell of 475 searches.",
        "Read 0 lines of 0 logs.",
        "Read list.csv (list handed over): 1 rows about services.",
        "  1 rows name no service that is looked for.",
    ]


def test_a_run_that_no_log_shows_is_named(folder: Path, tmp_path: Path) -> None:
    run = "2026-0001,31234,lacris,2026-03-01T00:00:00Z,2026-03-09T00:00:00Z,2026-03-02T18:00:00Z"
    (folder / "access.log").write_text(in_order(quiet(AT, 6)), encoding="utf-8")
    (folder / "runs.csv").write_text(f"{RUNS}{run}\n", encoding="utf-8")

    done = discover(folder, "--json", data=tmp_path / "data")

    assert json.loads(done.stdout)["runs_without_trace"] == ["2026-0001"]


@pytest.mark.parametrize(
    ("name", "text", "options", "said"),
    [
        (
            "letter.txt",
            "Dear auditor,\nthis is no log.\n",
            [],
            "    Dear auditor,\n    this is no log.\nName the format, or save a mapping for it.",
        ),
        (
            "runs.csv",
            f"{RUNS}2026-0001,31234,lacris,yesterday,2026-03-09,2026-03-02\n",
            [],
            "runs.csv, line 2, approved_from: 'yesterday' is no time such as 2020-09-01T17:20:00Z",
        ),
        ("a.log", "x", ["--engine", "abacus"], '--engine: "abacus" is no engine; expected duckdb'),
        ("a.log", "x", ["--zone", "Mars"], '--zone: "Mars" is no time zone such as'),
        ("a.log", "x", ["--about", "bakery"], '--about: "bakery" is none of the services'),
        ("a.log", "x", ["--format", "morse"], '--format: "morse" is none of bind, cef, dnsmasq,'),
        ("a.log", "x", ["--realm", "P D"], '--realm: "P D" is no realm; expected one such as PD'),
        ("a.log", "x", ["--proxy", "proxy"], '--proxy: "proxy" is no address; expected one such'),
        ("a.log", "x", ["--mapping", "nowhere.json"], "No such file or directory: 'nowhere.json'"),
    ],
)
def test_bad_input_is_told_in_words_with_exit_code_2(
    folder: Path, tmp_path: Path, name: str, text: str, options: list[str], said: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")

    done = discover(folder / name, *options, data=tmp_path / "data")

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_first_line_without_end_is_told_and_the_others_are_read(
    folder: Path, tmp_path: Path
) -> None:
    begin = "x" * (10 << 20)
    mail = (
        "time,sender,recipient,subject\n"
        '2026-03-02,"shop@bakery.example,ada@police.example,24" x\n'
        '2026-03-02,help@clearview.ai,ada@police.example,"Welcome"\n'
    )
    (folder / "access.log").write_text(f"{begin}\n{squid(AT)}\n", encoding="utf-8")
    (folder / "mail.csv").write_text(f"{begin}\n{mail}", encoding="utf-8")

    done = discover(folder, "--json", data=tmp_path / "data")

    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert (told["searches"], told["told_by_others"]["welcome"]["records"]) == (1, 1)
    assert [(one["file"], one["offset"]) for one in told["faults"]] == [
        ("access.log", 0),
        ("mail.csv", 0),
        ("mail.csv", len(begin) + 31),
    ]


def test_a_path_where_nothing_is_is_told(tmp_path: Path) -> None:
    done = discover(tmp_path / "nowhere", data=tmp_path / "data")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("nowhere: there is no such file or folder\n")


def test_the_documentation_lists_every_format() -> None:
    text = (ROOT / "docs" / "discovery.md").read_text(encoding="utf-8")

    rows = [
        line
        for line in text.splitlines()
        if line.startswith("| `") and line.endswith(tuple(f"| {shows} |" for shows in Shows))
    ]
    assert rows == [
        f"| `{name}` | {one.label} | {'yes' if one.names_users else 'no'} | {one.shows} |"
        for name, one in FORMATS.items()
    ]
