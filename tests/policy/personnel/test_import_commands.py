"""The imports as commands: exit code 0 done, 2 faults, and JSON where it is asked for."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from policy.personnel.models import Certificate, Person
from tests.factories.personnel import CourseFactory, PersonFactory
from tests.policy.personnel.files import certificate_row, csv_of, department, roster_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _department(db: None) -> None:
    department()


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "roster.csv"
    file.write_bytes(csv_of(roster_row(), roster_row(serial_number="102", supervisor="101")))
    return file


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "faulty.csv"
    file.write_bytes(csv_of(roster_row(sworn="maybe"), roster_row(serial_number="102", email="x")))
    return file


def test_a_roster_is_imported(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_roster", str(roster))

    assert capsys.readouterr().out == "Added 2, changed 0 and left 0 as they are.\n"
    assert Person.objects.count() == 2


def test_a_dry_run_changes_nothing(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_roster", str(roster), "--dry-run")

    assert capsys.readouterr().out == "Would add 2, change 0 and leave 0 as they are.\n"
    assert Person.objects.count() == 0


@pytest.mark.parametrize(("options", "done"), [((), True), (("--dry-run",), False)])
def test_the_answer_comes_as_json(
    roster: Path, options: tuple[str, ...], done: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_roster", str(roster), "--json", *options)

    assert json.loads(capsys.readouterr().out) == {
        "done": done,
        "added": 2,
        "changed": 0,
        "unchanged": 0,
        "faults": [],
    }


def test_every_fault_is_told_and_nothing_done(faulty: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_roster", str(faulty))

    assert refused.value.returncode == 2
    assert str(refused.value).splitlines() == [
        f"{faulty} has 2 faults; nothing was changed.",
        "Line 2, sworn, “maybe”: expected yes or no",
        "Line 3, email, “x”: expected an email address, such as name@police.example",
    ]
    assert Person.objects.count() == 0


def test_faults_come_as_json(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_roster", str(faulty), "--json")

    answer = json.loads(capsys.readouterr().out)
    assert refused.value.returncode == 2
    assert answer["done"] is False
    assert answer["faults"][0] == {
        "line": 2,
        "column": "sworn",
        "value": "maybe",
        "expected": "yes or no",
    }


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere.csv cannot be read: No such file") as refused:
        call_command("import_roster", str(tmp_path / "nowhere.csv"))

    assert refused.value.returncode == 2


def test_certificates_are_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    PersonFactory(serial_number="101")
    CourseFactory(code="FR-101")
    file = tmp_path / "certificates.csv"
    file.write_bytes(csv_of(certificate_row()))

    call_command("import_certificates", str(file))

    assert capsys.readouterr().out == "Added 1, changed 0 and left 0 as they are.\n"
    assert Certificate.objects.get().number == "L-1"
