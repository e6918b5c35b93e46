import io
import json

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from audits.findings.models import Finding
from audits.findings.patterns.looking import PATTERNS
from tests.audits.findings.patterns.writing import NOON, asked, ran
from tests.audits.reports.scopes import LATER
from tests.factories.personnel import PersonFactory

pytestmark = pytest.mark.django_db

OCTOBER = ("--since", "2026-10-01", "--until", "2026-10-31")


@pytest.fixture(autouse=True)
def _on_november_20():
    with time_machine.travel(LATER, tick=False):
        yield


def find(*arguments):
    """What was said, and with which exit code."""
    out = io.StringIO()
    try:
        call_command("find_patterns", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


@pytest.fixture
def run():
    request = asked(requester=PersonFactory())
    return ran(request, NOON)


def test_nothing_found_is_said_with_exit_code_0():
    said, code = find(*OCTOBER)

    assert (code, said.splitlines()) == (0, [f"{kind.label}: 0" for kind in PATTERNS])


def test_what_is_found_is_told_with_its_requests_and_exit_code_1(run):
    said, code = find(*OCTOBER)

    assert said.splitlines()[7:] == [
        f"- A search began before it was approved. {run.request.number}",
        f"- A search was run on a lapsed certificate. {run.request.number}",
    ]
    assert (code, Finding.objects.count()) == (1, 0)


def test_json_tells_each_with_its_evidence_and_no_person(run):
    said, code = find("--json")

    assert code == 1
    assert json.loads(said)[1] == {
        "pattern": "lapsed_certificate",
        "cause": f"run {run.pk} requester",
        "what": "A search was run on a lapsed certificate.",
        "unit": run.request.unit.code,
        "happened": NOON.isoformat(),
        "evidence": [
            {
                "request": run.request.number,
                "at": NOON.isoformat(),
                "what": "Whoever asked for the search held no certificate valid that day.",
            }
        ],
    }


def test_last_day_is_included_and_the_day_before_the_first_is_not(run):
    assert find("--since", "2026-10-14", "--until", "2026-10-14")[1] == 1
    assert find("--since", "2026-10-15")[1] == 0
    assert find("--until", "2026-10-13")[1] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "yesterday"), "--since: expected a day as yyyy-mm-dd"),
        (
            ("--since", "2026-10-02", "--until", "2026-10-01"),
            "--until: 2026-10-01 is before the first day, 2026-10-02.",
        ),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(CommandError, match=message) as refused:
        call_command("find_patterns", *arguments)

    assert refused.value.returncode == 2
