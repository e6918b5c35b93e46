"""What stands in each kind of report, in the order in which it is read.

A new table is a function in audits/reports/figures and a line here; a new kind is an entry here
and its name in audits/reports/choices.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.reports.choices import Kind
from audits.reports.figures.acknowledgments import acknowledgments
from audits.reports.figures.approval_spread import approval_spread
from audits.reports.figures.approval_times import approval_times
from audits.reports.figures.by_offense import by_offense
from audits.reports.figures.by_purpose import by_purpose
from audits.reports.figures.by_system import by_system
from audits.reports.figures.by_unit import by_unit
from audits.reports.figures.decisions import decisions
from audits.reports.figures.discovery.blind_spots import blind_spots
from audits.reports.figures.discovery.looking import caveat
from audits.reports.figures.discovery.observed import known_by, observed
from audits.reports.figures.discovery.outside_over_time import outside_over_time
from audits.reports.figures.discovery.outside_searches import outside_searches
from audits.reports.figures.discovery.read import read
from audits.reports.figures.discovery.sources import sources, sources_over_time, time_looked_at
from audits.reports.figures.discovery.told_by_others import told_by_others
from audits.reports.figures.discovery.traces import traces
from audits.reports.figures.dispositions import dispositions
from audits.reports.figures.findings.deadlines import findings_deadlines
from audits.reports.figures.findings.disclosures import disclosures
from audits.reports.figures.findings.findings import (
    findings_by_kind,
    findings_by_severity,
    findings_by_state,
)
from audits.reports.figures.findings.notices import office_notices
from audits.reports.figures.findings.unmaskings import unmaskings
from audits.reports.figures.look_back import (
    look_back,
    look_back_by_clause,
    look_back_by_clause_then,
    look_back_by_offense,
    look_back_by_system,
    look_back_by_unit,
    look_back_requests,
)
from audits.reports.figures.outcomes import outcomes
from audits.reports.figures.over_time import over_time
from audits.reports.figures.refusals import refusals
from audits.reports.figures.reviews import reviews
from audits.reports.figures.scope import Scope
from audits.reports.figures.searches import searches
from audits.reports.figures.table import Table
from audits.reports.figures.uncertified import uncertified, uncertified_people
from audits.reports.figures.versions import versions
from audits.reports.figures.waivers import waivers


@dataclass(frozen=True)
class Section:
    title: Promise
    tables: tuple[Callable[[Scope], Table], ...]


@dataclass(frozen=True)
class Highlight:
    """A key figure: one cell of a table of the report, so that the two cannot differ."""

    label: Promise
    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Report:
    """`counted` are the cells that are zero in a nil report, which `nil` says in words.

    `caveat` says how far the figures go; `whole` why there is none of a part of the department.
    """

    counted: tuple[Highlight, ...]
    nil: Promise
    highlights: tuple[Highlight, ...]
    sections: tuple[Section, ...]
    caveat: Callable[[Scope], str] | None = None
    whole: Promise | None = None


REQUESTS = Highlight(_("requests submitted"), "outcomes", "total", "requests")
OUTSIDE = Highlight(
    _("searches on services that are not allowed"), "outside_searches", "total", "searches"
)
TOLD = Highlight(_("searches that others tell of"), "outside_searches", "total", "told")
FOUND = Highlight(_("findings opened"), "findings_by_kind", "total", "found")

REPORTS: dict[Kind, Report] = {
    Kind.USE: Report(
        counted=(REQUESTS,),
        nil=_("Nil report: no request was submitted in this period."),
        caveat=caveat,
        highlights=(
            REQUESTS,
            Highlight(_("refused by policy"), "outcomes", "refused", "requests"),
            Highlight(_("searches run"), "searches", "run", "searches"),
            Highlight(_("leads released"), "searches", "leads", "searches"),
            Highlight(_("median time to approval"), "approval_times", "total", "median"),
            Highlight(_("people without a current certificate"), "uncertified", "total", "people"),
            OUTSIDE,
            FOUND,
        ),
        sections=(
            Section(_("Requests and outcomes"), (outcomes, over_time)),
            Section(_("Refusals"), (refusals,)),
            Section(_("What was asked for"), (by_system, by_offense, by_purpose, by_unit)),
            Section(_("Approvals"), (approval_times, approval_spread)),
            Section(_("Searches, reviews and leads"), (searches, reviews, dispositions)),
            Section(_("Training"), (uncertified, uncertified_people)),
            Section(_("Policies"), (versions, acknowledgments, decisions, waivers)),
            Section(
                _("Searches outside the rule"), (sources_over_time, blind_spots, outside_searches)
            ),
            Section(_("Findings"), (findings_by_kind, findings_by_state)),
        ),
    ),
    Kind.DISCOVERY: Report(
        counted=(OUTSIDE, TOLD),
        nil=_(
            "Nil report: no search on a service that is not allowed was found in what was looked "
            "at, as far as it could be seen."
        ),
        caveat=caveat,
        whole=_("People stand under pseudonyms, which tell no unit: leave it empty."),
        highlights=(
            OUTSIDE,
            Highlight(_("people who made them"), "outside_searches", "total", "people"),
            Highlight(
                _("of the period, in which a log that can show searches is missing"),
                "time_looked_at",
                "missing",
                "time",
            ),
            TOLD,
            Highlight(_("searches, visits and records that are open"), "observed", "total", "open"),
            FOUND,
        ),
        sections=(
            Section(
                _("What was looked at, and what could not be seen"),
                (time_looked_at, sources, sources_over_time, read, blind_spots),
            ),
            Section(_("Searches outside the rule"), (outside_searches, outside_over_time)),
            Section(_("All that was seen"), (observed, known_by, traces, told_by_others)),
            Section(
                _("Findings"),
                (
                    findings_by_kind,
                    findings_by_severity,
                    findings_by_state,
                    findings_deadlines,
                    office_notices,
                ),
            ),
            Section(_("Disclosures and names"), (disclosures, unmaskings)),
        ),
    ),
    Kind.LOOK_BACK: Report(
        counted=(Highlight(_("decisions made"), "look_back", "total", "decisions"),),
        nil=_("Nil report: no decision was made in this period."),
        whole=_("A look-back is of the whole department; it counts by unit itself."),
        highlights=(
            Highlight(_("decisions made"), "look_back", "total", "decisions"),
            Highlight(_("would be as they were"), "look_back", "unchanged", "decisions"),
        ),
        sections=(
            Section(_("What would have come out otherwise"), (look_back,)),
            Section(_("By clause"), (look_back_by_clause, look_back_by_clause_then)),
            Section(_("Where"), (look_back_by_unit, look_back_by_offense, look_back_by_system)),
            Section(_("The requests"), (look_back_requests,)),
        ),
    ),
}
