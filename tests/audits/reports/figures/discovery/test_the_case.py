"""The founding case as a report: 475 searches by 27 people on a commercial service."""

import csv
import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from audits.discovery.models import Import
from audits.findings.models import Subject
from audits.reports.rendering import RENDERERS, Format
from policy.personnel.choices import Role
from policy.personnel.models import Person
from tests.audits.discovery.importing import AT, imported, in_order, quiet, squid
from tests.audits.reports.figures.discovery.months import DAY, HOUR, a_discovery_report, rows
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db

SEARCHES, PEOPLE = 475, 27
FIRST_WEEK = 300
# A working day of lines that show nothing, twice: of the week between them there is no log.
HOURS = 9


def lines(people: list[Person]) -> list[str]:
    written = [*quiet(AT - timedelta(hours=1), HOURS), *quiet(AT + 14 * DAY, HOURS)]
    for number in range(SEARCHES):
        later = timedelta() if number < FIRST_WEEK else 14 * DAY
        at = AT + later + number * timedelta(seconds=30)
        written.append(squid(at, user=people[number % PEOPLE].serial_number))
    return written


@pytest.fixture
def case(tmp_path: Path) -> Import:
    clearview = SystemFactory(name="Clearview AI", slug="clearview-ai", commercial=True)
    HostNameFactory(system=clearview, domain="clearview.ai")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    text = in_order(lines(PersonFactory.create_batch(PEOPLE)))
    return imported(tmp_path / "case", {"squid/access.log": text}, by=auditor)


@pytest.mark.usefixtures("case")
def test_founding_case_comes_out_as_it_was_and_names_nobody():
    report = a_discovery_report()
    figures = RENDERERS[Format.JSON].render(report)
    lines = list(csv.reader(io.StringIO(RENDERERS[Format.CSV].render(report).decode())))

    assert [(cell["label"], cell["value"]) for cell in report.figures["highlights"]][:2] == [
        ("searches on services that are not allowed", SEARCHES),
        ("people who made them", PEOPLE),
    ]
    assert rows(report, "outside_searches") == {
        "clearview-ai": ["Clearview AI", SEARCHES, PEOPLE, 0, 0, 0, None, None],
        "total": ["All, each person once", SEARCHES, PEOPLE, 0, 0, 0, None, None],
    }
    assert report.figures["nil"] is False
    # A week without a log has no number, and says so.
    seen = HOURS * HOUR - 300
    assert rows(report, "outside_over_time") == {
        "2026-03-01": ["Mar 1 – Mar 1: not looked at", None, None, None, 0, 0],
        "2026-03-02": ["Mar 2 – Mar 8", FIRST_WEEK, PEOPLE, 0, seen, seen],
        "2026-03-09": ["Mar 9 – Mar 15: not looked at", None, None, None, 0, 0],
        "2026-03-16": ["Mar 16 – Mar 22", SEARCHES - FIRST_WEEK, PEOPLE, 0, seen, seen],
        "2026-03-23": ["Mar 23 – Mar 29: not looked at", None, None, None, 0, 0],
        "2026-03-30": ["Mar 30 – Mar 31: not looked at", None, None, None, 0, 0],
        "total": ["All, each person once", SEARCHES, PEOPLE, 0, 2 * seen, 2 * seen],
    }
    # Every form has the same numbers, and JSON the digest.
    assert hashlib.sha256(figures).hexdigest() == report.digest
    assert json.loads(figures) == report.figures
    assert ["outside_searches", "total", "searches", str(SEARCHES)] in lines
    assert ["outside_searches", "total", "people", str(PEOPLE)] in lines
    assert ["report", "report", "caveat", report.figures["caveat"]] in lines
    assert RENDERERS[Format.PDF].render(report).startswith(b"%PDF-1.7")
    people, codes = Person.objects.all(), list(Subject.objects.values_list("code", flat=True))
    named = [name for person in people for name in (person.serial_number, person.last_name)]
    assert len(codes) == PEOPLE
    assert [name for name in (*named, *codes) if name in figures.decode()] == []
