"""Runs recorded here that left no trace in logs which should show them."""

from datetime import datetime

from django.utils.translation import gettext as _

from audits.discovery.models import Import
from audits.discovery.seeing import is_seen_near, visible_runs
from audits.findings.actions import EvidenceOf, close_what_is_over, open_finding
from audits.findings.actions.opening import cause_of
from audits.findings.choices import Kind, Source
from audits.findings.lifecycle import UNDECIDED
from audits.findings.models import Finding
from policy.searches.models import Run


def _cause(run: Run) -> str:
    return f"run {run.pk}"


def open_untraced(made: Import, *, at: datetime) -> None:
    """A finding for each run that the logs of `made` should show and do not.

    Only sources that have shown the system at all say something of the runs that they do not show.
    """
    for approved, run in visible_runs(made):
        open_finding(
            source=Source.DISCOVERY,
            kind=Kind.NO_TRACE,
            cause=_cause(run),
            what=_("A run in %(system)s left no trace in the logs that should show it.")
            % {"system": run.system.name},
            place=run.system.name,
            at=at,
            subject=run.operator,
            # The request and its time name who ran it: they are sealed with the rest.
            evidence=[
                EvidenceOf(
                    _("the run, as it was recorded here"),
                    link=run.request.get_absolute_url(),
                    private=_("Request %(number)s") % {"number": approved.number},
                )
            ],
            found_by=made.brought_by,
        )


def close_traced(*, at: datetime) -> None:
    """Ends the findings of runs that something shows by now."""
    found = Finding.objects.filter(kind=Kind.NO_TRACE, state__in=UNDECIDED)
    causes = set(found.values_list("cause", flat=True))
    runs = Run.objects.filter(observations=None).select_related("operator", "system")
    told = [run for run in runs if cause_of(Kind.NO_TRACE, _cause(run)) in causes] if causes else []
    still = [_cause(run) for run in told if not is_seen_near(run)]
    close_what_is_over(kind=Kind.NO_TRACE, still=still, at=at)
