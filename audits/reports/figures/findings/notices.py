"""Whether the offices that have to be told of findings were told, and in time."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from audits.findings.models import OfficeNotice
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count, total_of


def office_notices(scope: Scope) -> Table:
    due = OfficeNotice.objects.filter(finding__in=scope.findings).order_by()
    waiting, in_time = Q(told_at=None), Q(told_at__lte=F("due_at"))
    by_office = (
        due.values_list("office", "office__name")
        .annotate(
            notices=Count("pk"),
            in_time=Count("pk", filter=in_time),
            late=Count("pk", filter=~waiting & ~in_time),
            waiting=Count("pk", filter=waiting & Q(due_at__gte=scope.as_of)),
            overdue=Count("pk", filter=waiting & Q(due_at__lt=scope.as_of)),
        )
        .order_by("office__name")
    )
    columns = (
        Column("office", _("Office")),
        count("notices", _("Notices")),
        count("in_time", _("Given in time")),
        count("late", _("Given late")),
        count("waiting", _("Not due yet")),
        count("overdue", _("Overdue")),
    )
    rows = tuple(Row(str(key), tuple(values)) for key, *values in by_office)
    return Table(
        name="office_notices",
        title=_("Offices to be told of findings"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All"), columns),
        note=_("Of the findings opened in the period, by the rule for their kind."),
    )
