"""What was not done in time is said once, to those who have to do it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.lifecycle import UNDECIDED
from audits.findings.models import Finding, OfficeNotice
from policy.personnel.actions import notify
from policy.personnel.choices import Role


@transaction.atomic
def remind_of_deadlines(*, at: datetime) -> None:
    """Tells auditors of each review that is overdue, and of each office not told in time."""
    for finding in Finding.objects.filter(state__in=UNDECIDED, review_due__lte=at):
        text = _("The review of finding %(number)s is overdue.") % {"number": finding.pk}
        _tell(finding, text, key="review overdue", at=at)
    late = OfficeNotice.objects.filter(told_at=None, due_at__lte=at)
    for notice in late.select_related("finding", "office"):
        text = _("%(office)s has not been told of finding %(number)s in time.") % {
            "office": notice.office,
            "number": notice.finding_id,
        }
        _tell(notice.finding, text, key=f"office {notice.office_id} overdue", at=at)


def _tell(finding: Finding, text: str, *, key: str, at: datetime) -> None:
    notify(
        key=f"finding {finding.pk} {key}",
        text=text,
        at=at,
        role=Role.AUDITOR,
        link=finding.get_absolute_url(),
    )
