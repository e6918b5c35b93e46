import hashlib
import json

import pytest

from audits.reports.rendering import RENDERERS, Format, file_name
from tests.audits.reports.building import unit
from tests.audits.reports.rendering.reports import a_report

pytestmark = pytest.mark.django_db


def test_every_format_has_a_renderer():
    assert set(RENDERERS) == set(Format)


def test_json_is_the_figures_and_its_sha_256_is_the_digest():
    report = a_report("closed_with_lead", "refused")

    content = RENDERERS[Format.JSON].render(report)

    assert json.loads(content) == report.figures
    assert hashlib.sha256(content).hexdigest() == report.digest


def test_file_is_named_by_kind_period_and_unit():
    assert file_name(a_report(), Format.PDF) == "use_2026-10-01_2026-10-31.pdf"
    assert file_name(a_report(unit=unit('C/B "1"')), Format.CSV) == (
        "use_2026-10-01_2026-10-31_cb-1.csv"
    )
