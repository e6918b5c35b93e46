"""The demonstration's report of its logs."""

from datetime import UTC, date, datetime

import pytest

from audits.reports.choices import Kind
from config.demo.report import report_on_logs
from policy.personnel.choices import Role
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hour", [3, 20])
def test_report_is_of_every_day_that_the_logs_touch_in_the_department(hour: int):
    auditor = AccountFactory(username="auditor", roles=[Role.AUDITOR])

    report = report_on_logs(at=datetime(2026, 11, 26, hour, tzinfo=UTC))

    # The logs are of the 90 days before November 26 in UTC, and begin in the evening in the west.
    assert (report.kind, report.made_by) == (Kind.DISCOVERY, auditor)
    assert report.period_from == date(2026, 8, 27)
    assert report.period_to == date(2026, 11, 25 if hour == 3 else 26)
