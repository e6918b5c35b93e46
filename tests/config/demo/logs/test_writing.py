"""The same seed writes the same bytes; people can be given; the command says what it did."""

import json
from hashlib import sha256

import pytest

from config.demo.logs.people import CULPRITS, Cast
from config.demo.logs.writing import write_logs
from tests.config.commands import manage
from tests.config.demo.logs.conftest import LINES, SEED, UNTIL
from tests.config.demo.logs.reading import SERVICE, Logs

FEW = 500
NOBODY = "postgresql://nobody@127.0.0.1:9/none"  # nothing listens there


def digests(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def without_files(folder):
    return {key: value for key, value in Logs(folder).truth.items() if key != "files"}


def test_same_seed_lines_and_day_write_the_same_bytes(logs, tmp_path):
    write_logs(tmp_path / "again", seed=SEED, lines=LINES, until=UNTIL)

    assert digests(tmp_path / "again") == digests(logs.folder)


def test_another_seed_writes_other_searches(logs, tmp_path):
    write_logs(tmp_path / "other", seed=SEED + 1, lines=FEW, until=UNTIL)

    assert without_files(tmp_path / "other")["by_person"] != logs.truth["by_person"]


def test_truth_is_the_same_however_many_lines_there_are(logs, tmp_path):
    write_logs(tmp_path / "few", seed=SEED, lines=FEW, until=UNTIL)

    assert without_files(tmp_path / "few") == without_files(logs.folder)
    few, many = Logs(tmp_path / "few").truth["files"], logs.truth["files"]
    lines = [sum(file["lines"] for file in files.values()) for files in (few, many)]
    assert lines[1] - lines[0] == LINES - FEW


def test_given_people_are_those_who_are_found(tmp_path):
    # Some have serial numbers of the roster, some others.
    given = [
        (str(38_990 + index), f"u{38_990 + index}", f"Given Person{index}")
        for index in range(CULPRITS)
    ]

    write_logs(tmp_path / "demo", seed=SEED, lines=FEW, until=UNTIL, cast=Cast(given))

    logs = Logs(tmp_path / "demo")
    rows = {row["serial_number"]: row for row in logs.context("roster")}
    assert len(rows) == 9000
    assert [
        (serial, rows[serial]["user_name"], rows[serial]["name"]) for serial, *_rest in given
    ] == given
    found = {serial for serial in logs.searches(SERVICE) if isinstance(serial, str)}
    assert found == {serial for serial, *_rest in given} == set(logs.truth["by_person"])


def test_26_people_are_refused_and_nothing_is_written(tmp_path):
    given = [(str(index), f"u{index}", "Some Body") for index in range(CULPRITS - 1)]

    with pytest.raises(ValueError, match="expected 27 different people, not 26"):
        write_logs(tmp_path / "demo", seed=SEED, lines=FEW, until=UNTIL, cast=Cast(given))

    assert not (tmp_path / "demo").exists()


def test_command_needs_no_database_and_answers_in_json(tmp_path):
    folder = tmp_path / "demo"

    done = manage(
        "make_demo_logs", str(folder), "--lines", str(FEW), "--until", "2025-03-01", "--json",
        data=tmp_path / "data", DATABASE_URL=NOBODY,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    told, truth = json.loads(done.stdout), Logs(folder).truth
    assert told == {
        "folder": str(folder),
        "files": len(truth["files"]),
        "lines": sum(file["lines"] for file in truth["files"].values()),
        "searches": 475,
        "people": 27,
        "unattributed": 9,
        "explained": 40,
        "gap": truth["gap"],
    }
    assert truth["period"] == {"from": "2024-12-01T00:00:00Z", "until": "2025-03-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["full"], "DIR: expected a new or empty folder, not full."),
        (
            ["new", "--until", "1999-12-31"],
            "--until: expected a day from the year 2000 on, not 1999-12-31.",
        ),
        (["new", "--lines", "-1"], "--lines: expected 0 or more, not -1."),
        (
            ["new", "--until", "13 November"],
            '--until: expected a day as yyyy-mm-dd, such as 2026-01-31, not "13 November".',
        ),
    ],
)
def test_command_refuses_in_one_line_and_writes_nothing(
    tmp_path, tmp_path_factory, monkeypatch, arguments, said
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").touch()

    done = manage(
        "make_demo_logs", *arguments, data=tmp_path_factory.mktemp("data"), DATABASE_URL=NOBODY
    )

    assert (done.returncode, done.stderr.strip()) == (2, f"CommandError: {said}")
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["something"]
