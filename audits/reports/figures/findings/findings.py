"""Findings of the period by kind, by severity and by state."""

from django.db.models import Count, TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.findings.choices import Kind, Severity, State
from audits.reports.figures.findings.counting import COUNTS, NONE
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, count, total_of


def findings_by_kind(scope: Scope) -> Table:
    return _table(
        scope,
        "findings_by_kind",
        _("Findings by kind"),
        Column("kind", _("Kind")),
        tuple(Kind),
        leave_out=True,
        note=_(
            "Findings opened in the period, of the whole department, as they stood when this "
            "report was made. Violations were sustained, referred or told by the person; a repeat "
            "is one of somebody with an earlier one, of whatever kind and year. Kinds without a "
            "finding are left out."
        ),
    )


def findings_by_severity(scope: Scope) -> Table:
    return _table(
        scope,
        "findings_by_severity",
        _("Findings by severity"),
        Column("severity", _("Severity")),
        tuple(reversed(Severity)),
        note=_("By the rule that was in force when each was opened. A repeat weighs more."),
    )


def findings_by_state(scope: Scope) -> Table:
    found = dict(scope.findings.values_list("state").annotate(Count("pk")))
    columns = (Column("state", _("State")), count("findings", _("Findings")))
    rows = tuple(Row(state, (capfirst(str(state.label)), found.get(state, 0))) for state in State)
    return Table(
        name="findings_by_state",
        title=_("Findings by state and disposition"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All findings"), columns),
        note=_("The first three are open; the others say what became of a finding."),
        chart=Chart(ChartKind.BARS, "state", (Part(_("Findings"), "findings"),)),
    )


def _table(
    scope: Scope,
    name: str,
    title: str,
    by: Column,
    choices: tuple[TextChoices, ...],
    *,
    note: str,
    leave_out: bool = False,
) -> Table:
    """`leave_out` says whether choices without a finding are."""
    counted = scope.findings.values_list(by.name).annotate(**COUNTS)
    found = {value: tuple(counts) for value, *counts in counted}
    columns = (
        by,
        count("found", _("Found")),
        count("open", _("Open")),
        count("violations", _("Violations")),
        count("repeats", _("Repeat violations")),
    )
    rows = tuple(
        Row(choice.value, (capfirst(str(choice.label)), *found.get(choice, NONE)))
        for choice in choices
        if choice in found or not leave_out
    )
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All findings"), columns),
        note=note,
        chart=Chart(
            ChartKind.BARS,
            by.name,
            (Part(_("Open"), "open"), Part(_("Closed"), "found", less="open")),
        ),
    )
