"""How long requests waited for their approval."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext as _

from audits.reports.figures.percentiles import Median, Percentile
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Type, Value, count
from policy.searches.choices import Action, State
from policy.searches.models import ContentVersion, Step

MEASURES = ("requests", "median", "ninetieth", "longest")


def approval_times(scope: Scope) -> Table:
    found = approvals(scope).aggregate(
        **_measures("exigent", Q(request__exigent=True)),
        **_measures("other", Q(request__exigent=False)),
        **_measures("total", Q()),
    )
    return Table(
        name="approval_times",
        title=_("Approval times"),
        columns=(
            Column("group", _("Requests")),
            count("requests", _("Approved")),
            Column("median", _("Median"), Type.SECONDS),
            Column("ninetieth", _("Nine in ten within"), Type.SECONDS),
            Column("longest", _("Longest"), Type.SECONDS),
        ),
        rows=(
            _row("exigent", _("In exigent circumstances"), found),
            _row("other", _("Others"), found),
        ),
        total=_row("total", _("All approved requests"), found),
        note=_(
            "From the submission of the version that was approved to the last approval that it "
            "needed, nights and weekends included. A request that was approved counts whatever "
            "became of it afterward; one that was approved twice counts with its latest approval."
        ),
    )


def approvals(scope: Scope) -> QuerySet[Step]:
    """The step that completed the approval of each request, with the time that it `took`."""
    completing = Step.objects.filter(action=Action.APPROVE, after=State.APPROVED).order_by()
    later = completing.filter(request=OuterRef("request"), pk__gt=OuterRef("pk"))
    submitted = ContentVersion.objects.filter(
        request=OuterRef("request"), number=OuterRef("version")
    ).values("created_at")
    return completing.filter(~Exists(later), request__in=scope.requests).annotate(
        took=ExpressionWrapper(F("at") - Subquery(submitted), output_field=DurationField())
    )


def _measures(group: str, condition: Q) -> dict[str, Any]:
    aggregates = (
        Count("pk", filter=condition),
        Median("took", filter=condition),
        Percentile("took", share=0.9, filter=condition),
        Max("took", filter=condition),
    )
    return {f"{group}_{name}": value for name, value in zip(MEASURES, aggregates, strict=True)}


def _row(group: str, label: str, found: dict[str, Any]) -> Row:
    return Row(group, (label, *(_whole(found[f"{group}_{name}"]) for name in MEASURES)))


def _whole(value: Any) -> Value:
    return round(value.total_seconds()) if isinstance(value, timedelta) else value
