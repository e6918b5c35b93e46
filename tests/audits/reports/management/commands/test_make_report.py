import hashlib
import io
import json

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from audits.reports.models import Report
from tests.audits.reports.building import request_that_became, unit
from tests.audits.reports.scopes import LATER, moment

pytestmark = pytest.mark.django_db

OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture(autouse=True)
def _on_november_20():
    with time_machine.travel(LATER, tick=False):
        yield


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("make_report", *arguments, stdout=out)
    return out.getvalue()


def test_json_goes_to_stdout():
    request_that_became("denied", moment(10, 5))

    figures = json.loads(run("use", *OCTOBER))

    report = Report.objects.get()
    assert figures == report.figures
    assert (report.made_by, report.made_at) == (None, LATER)
    assert figures["made_by"] == "a command on the server"


def test_unit_is_named_by_its_code():
    bureau = unit("CB")

    run("use", *OCTOBER, "--unit", "CB")

    assert Report.objects.get().unit == bureau


@pytest.mark.parametrize(
    ("form", "start"), [("json", b'{"as_of"'), ("csv", b"table,row"), ("pdf", b"%PDF")]
)
def test_report_is_written_to_a_file(tmp_path, form, start):
    output = tmp_path / "report"

    said = run("use", *OCTOBER, "--format", form, "--output", str(output))

    report = Report.objects.get()
    assert said == (f"Report {report.pk} is in {output}. SHA-256 of its figures: {report.digest}\n")
    assert output.read_bytes().startswith(start)


def test_what_was_made_is_said_in_json(tmp_path):
    output = tmp_path / "report.pdf"

    said = json.loads(run("use", *OCTOBER, "--format", "pdf", "--output", str(output), "--json"))

    report = Report.objects.get()
    assert said == {
        "report": report.pk,
        "kind": "use",
        "from": report.period_from.isoformat(),
        "to": report.period_to.isoformat(),
        "digest": report.digest,
        "output": str(output),
    }


def test_sha_256_of_the_json_file_is_the_digest(tmp_path):
    output = tmp_path / "report.json"

    run("use", *OCTOBER, "--output", str(output))

    assert hashlib.sha256(output.read_bytes()).hexdigest() == Report.objects.get().digest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("uses", *OCTOBER), "KIND: 'uses' is not one of: use, discovery, look_back."),
        (
            ("use", "--from", "10/01/2026", "--to", "2026-10-31"),
            '--from: expected a day as yyyy-mm-dd, such as 2026-01-31, not "10/01/2026".',
        ),
        (
            ("use", "--from", "20261001", "--to", "2026-10-31"),
            '--from: expected a day as yyyy-mm-dd, such as 2026-01-31, not "20261001".',
        ),
        (
            ("use", "--from", "2026-10-01", "--to", "2026-W44-6"),
            '--to: expected a day as yyyy-mm-dd, such as 2026-01-31, not "2026-W44-6".',
        ),
        (
            ("use", "--from", "2026-10-02", "--to", "2026-10-01"),
            "--to: 2026-10-01 is before the first day, 2026-10-02.",
        ),
        (
            ("use", "--from", "2026-11-21", "--to", "2026-11-30"),
            "--from: 2026-11-21 has not come yet: today is 2026-11-20.",
        ),
        (("use", *OCTOBER, "--unit", "X"), "--unit: there is no unit with the code 'X'."),
        (
            ("use", *OCTOBER, "--format", "xml"),
            "--format: 'xml' is not one of: pdf, csv, json.",
        ),
        (("use", *OCTOBER, "--format", "pdf"), "--format pdf needs --output FILE."),
        (
            ("use", *OCTOBER, "--output", "/nowhere/report.json"),
            "--output: /nowhere/report.json cannot be written: No such file or directory.",
        ),
    ],
)
def test_bad_input_is_told_in_one_line_and_makes_nothing(arguments, message):
    with pytest.raises(CommandError) as caught:
        run(*arguments)

    assert (str(caught.value), caught.value.returncode) == (message, 2)
    assert Report.objects.count() == 0
