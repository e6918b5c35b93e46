"""What others tell: vendors, mail gateways, purchase cards, lists of journalists and agencies."""

from typing import Any

from django.db.models import Count, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.discovery.choices import Role
from audits.discovery.counting.observations import COUNTED
from audits.discovery.evidence.records import Record
from audits.discovery.evidence.tables import EVIDENCE, EvidenceTable
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count

# The others tell of mail or of a purchase, and not of a search.
OF_SEARCHES = (Record.SEARCH, *COUNTED)
COUNTS: dict[str, Any] = {
    "records": Count("pk"),
    "people": Count("observation__subject", distinct=True),
    "searches": Sum("times"),
}
NONE = (0,) * len(COUNTS)


def told_by_others(scope: Scope) -> Table:
    names = [table.name for table in EVIDENCE]
    told = scope.looked.contacts.filter(log_format__in=names).values_list("log_format")
    found = {name: tuple(counts) for name, *counts in told.annotate(**COUNTS)}
    return Table(
        name="told_by_others",
        title=_("What others tell"),
        columns=(
            Column("kind", _("Record")),
            count("files", _("Files read")),
            count("records", _("Records of the period")),
            count("people", _("People known")),
            count("searches", _("Searches that they tell of")),
        ),
        rows=tuple(_row(scope, table, found.get(table.name, NONE)) for table in EVIDENCE),
        note=_(
            "Lists handed over are those of journalists, auditors and other agencies. Of which "
            "time a record tells everything, it does not say. A vendor's searches are counted "
            "among those that logs show, the same search once. Of a kind of which no file was "
            "read, there is no number."
        ),
    )


def _row(scope: Scope, table: EvidenceTable, found: tuple[int, ...]) -> Row:
    files = scope.looked.files[Role.EVIDENCE, table.name]
    words = capfirst(table.label)
    if not files:
        return Row(table.name, (words, 0, None, None, None))
    records, people, searches = found
    told = searches if table.record in OF_SEARCHES else None
    return Row(table.name, (words, files, records, people, told))
