"""Runs recorded here that left no trace in logs which should show them."""

from datetime import datetime

from django.utils.translation import gettext as _

from audits.discovery.models import Import
from audits.discovery.seeing import visible_runs
from audits.findings.actions import EvidenceOf, open_finding
from audits.findings.choices import Kind, Source


def open_untraced(made: Import, *, at: datetime) -> None:
    """A finding for each run that the logs of `made` should show and do not.

    Only sources that have shown the system at all say something of the runs that they do not show.
    """
    for approved, run in visible_runs(made):
        open_finding(
            source=Source.DISCOVERY,
            kind=Kind.NO_TRACE,
            cause=f"run {run.pk}",
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
            found_by=made.made_by,
        )
