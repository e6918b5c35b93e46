"""Reads of reports."""

from django.db.models import QuerySet

from audits.reports.models import Report
from audits.reports.permissions import may_read
from policy.personnel.models import Account


def visible_to(account: Account) -> QuerySet[Report]:
    """The reports that `account` may see: all of them, or none."""
    return Report.objects.all() if may_read(account) else Report.objects.none()


def for_list(account: Account) -> QuerySet[Report]:
    """What a list shows of reports; their figures stay in the database."""
    reports = visible_to(account).select_related("unit", "made_by__person")
    return reports.defer("figures")
