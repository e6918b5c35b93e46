"""All that was seen, and what it was found to be; how the people were known."""

from typing import Any

from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.discovery.choices import ConfidenceLevel, Explanation, ObservationKind, Role
from audits.discovery.evidence.records import Record
from audits.discovery.evidence.tables import EVIDENCE
from audits.discovery.overview import EXPLAINED, JUDGED, OPEN
from audits.reports.figures.discovery.looking import if_looked, seen
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Type, Value

COUNTS: dict[str, Any] = {
    "explained": Count("pk", filter=EXPLAINED),
    "permitted": Count("pk", filter=Q(state=Explanation.PERMITTED)),
    "open": Count("pk", filter=OPEN & ~JUDGED),
    "judged": Count("pk", filter=OPEN & JUDGED),
    "nobody": Count("pk", filter=Q(subject=None)),
    "all": Count("pk"),
}
# What each kind of record comes to; a search that a vendor tells of is a search.
KINDS_OF = {
    Record.ACCOUNT: (ObservationKind.ACCOUNT,),
    Record.MAIL: (ObservationKind.WELCOME, ObservationKind.MAIL),
    Record.PURCHASE: (ObservationKind.PURCHASE,),
    Record.LISTED: (ObservationKind.LISTED,),
}
NONE = (0,) * len(COUNTS)


def observed(scope: Scope) -> Table:
    observations = scope.looked.observations
    found = {kind: values for kind, *values in observations.values_list("kind").annotate(**COUNTS)}
    total = observations.aggregate(**COUNTS)
    return Table(
        name="observed",
        title=_("What was seen, and what it was found to be"),
        columns=(
            Column("kind", _("What was seen")),
            seen("explained", _("Explained by an approved run")),
            seen("permitted", _("Permitted otherwise")),
            seen("open", _("Open")),
            seen("judged", _("Judged")),
            seen("nobody", _("Of nobody known")),
            seen("all", _("All")),
        ),
        rows=tuple(
            Row(kind, (capfirst(str(kind.label)), *if_looked(looked, *found.get(kind, NONE))))
            for kind, looked in _looked_for(scope).items()
        ),
        total=Row("total", (_("All"), *if_looked(scope.looked.at_all, *total.values()))),
        note=_(
            "On every system, also those that are allowed. Each is explained, permitted, open or "
            "judged; some of each are of nobody known. What is open belongs to a finding, and is "
            "judged once that is closed. Records of a kind of which none was read are left out."
        ),
    )


def _looked_for(scope: Scope) -> dict[ObservationKind, bool]:
    """The kinds that are told of, and whether anything was looked at that could have shown any."""
    looked = scope.looked
    records = {
        kind: True
        for table in EVIDENCE
        for kind in KINDS_OF.get(table.record, ())
        if looked.files[Role.EVIDENCE, table.name]
    }
    return {
        ObservationKind.SEARCH: looked.for_searches,
        ObservationKind.VISIT: looked.for_visits,
        ObservationKind.ATTEMPT: looked.for_visits,
        **records,
    }


def known_by(scope: Scope) -> Table:
    by_level = scope.looked.observations.values_list("confidence").annotate(Count("pk"))
    found = dict(by_level)
    every = sum(found.values())
    return Table(
        name="known_by",
        title=_("How the people were known"),
        columns=(
            Column("how", _("How")),
            seen("observations", _("Observations")),
            Column("share", _("Share"), Type.SHARE),
        ),
        rows=tuple(
            Row(level, (capfirst(str(level.label)), *_share(scope, found.get(level, 0), every)))
            for level in ConfidenceLevel
        ),
        total=Row("total", (_("All"), *_share(scope, every, every))),
        note=_("From what is surest to what is least. Nobody is guessed."),
    )


def _share(scope: Scope, part: int, every: int) -> tuple[Value, ...]:
    """The number and its share in tenths of a percent; of nothing there is no share."""
    share = round(1000 * part / every) if every else None
    return if_looked(scope.looked.at_all, part, share)
