"""What examiners found on comparing candidates with the probe image."""

from django.db.models import Count
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count, total_of
from policy.searches.choices import Finding
from policy.searches.models import Review


def reviews(scope: Scope) -> Table:
    made = Review.objects.filter(run__request__in=scope.requests).order_by()
    counted = dict(made.values_list("finding").annotate(Count("pk")))
    columns = (Column("finding", _("Finding")), count("reviews", _("Reviews")))
    rows = tuple(Row(finding, (str(finding.label), counted.get(finding, 0))) for finding in Finding)
    return Table(
        name="reviews",
        title=_("Reviews by examiners"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All reviews"), columns),
        note=_("Each examiner who compared the candidates of a search counts once for it."),
    )
