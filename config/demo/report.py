"""The demonstration's report of what its logs show, as its auditor makes it."""

from datetime import UTC, datetime, time, timedelta

from audits.reports.actions import make_report
from audits.reports.choices import Kind
from audits.reports.models import Report
from audits.reports.period import local_day
from config.demo.logs.period import DAYS
from policy.personnel.models import Account


def report_on_logs(*, at: datetime) -> Report:
    """A report from the day of the first line of the logs before `at` until the day of `at`."""
    begin = datetime.combine(at.date(), time(), tzinfo=UTC) - timedelta(days=DAYS)
    return make_report(
        kind=Kind.DISCOVERY,
        period_from=local_day(begin),
        period_to=local_day(at),
        unit=None,
        by=Account.objects.get(username="auditor"),
        at=at,
    )
