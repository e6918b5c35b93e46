"""What docs/reports.md says is so."""

import csv
import re
from pathlib import Path

import pytest
from django.conf import settings

from audits.reports.choices import Kind
from audits.reports.figures.breakdown import breakdown, entry_words
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Table
from audits.reports.rendering.csv import report_as_csv
from policy.lists.choices import ListName
from policy.policies.choices import Media
from tests.audits.reports.building import submitted
from tests.audits.reports.rendering.reports import a_look_back, a_report
from tests.audits.reports.scopes import cells, moment, scope

pytestmark = pytest.mark.django_db

PAGE = Path(settings.BASE_DIR, "docs", "reports.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^ *```python\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE)


def unindented(example: str) -> str:
    depth = len(example) - len(example.lstrip())
    return "\n".join(line[depth:] for line in example.splitlines())


def test_every_table_is_explained():
    told = {
        name
        for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    reports = (a_report(), a_report(kind=Kind.DISCOVERY), a_look_back())
    sections = [section for report in reports for section in report.figures["sections"]]

    assert told == {table["name"] for section in sections for table in section["tables"]}


def test_recipe_for_a_table_makes_one():
    submitted(moment(10, 5), media=Media.STILL)
    names = {
        "breakdown": breakdown,
        "entry_words": entry_words,
        "Column": Column,
        "ListName": ListName,
        "Scope": Scope,
        "Table": Table,
        "_": str,
    }

    exec(unindented(EXAMPLES[1]), names)  # noqa: S102

    assert cells(names["by_media"](scope())) == {
        "still": ("A still photograph", 1, 0, 0, 0),
        "total": ("All requests", 1, 0, 0, 0),
    }


def test_recipe_for_reading_the_csv_reads_it(tmp_path, monkeypatch):
    report = a_report("denied")
    (tmp_path / "report.csv").write_bytes(report_as_csv(report))
    monkeypatch.chdir(tmp_path)
    names = {"csv": csv}

    exec(unindented(EXAMPLES[0]), names)  # noqa: S102

    assert names["rows"]["robbery"] == {
        "offense": "Robbery",
        "requests": "1",
        "refused": "0",
        "searches": "0",
        "leads": "0",
    }
