"""What happened to a finding, as its page tells it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.findings.choices import Action, Hat
from audits.findings.lifecycle import BY_ACTION
from audits.findings.models import Finding, Unmasking

Entry = dict[str, Any]


def story_of(finding: Finding, unmaskings: Iterable[Unmasking]) -> list[Entry]:
    """Entries of a timeline, the oldest first; nobody is named but those who handle it."""
    entries = [_opening(finding), *_steps(finding), *_notices(finding), *_names(unmaskings)]
    return sorted(entries, key=lambda entry: entry["at"])


def _opening(finding: Finding) -> Entry:
    by = finding.found_by.display_name if finding.found_by else finding.get_source_display()
    return {"at": finding.opened_at, "title": _("Found"), "by": capfirst(by), "code": "open"}


def _steps(finding: Finding) -> Iterator[Entry]:
    for step in finding.steps.select_related("by__person"):
        hats = BY_ACTION[Action(step.action)].hats
        subject = Hat.SUBJECT in hats
        other = finding.subject.code if subject and finding.subject else _("The clock")
        yield {
            "at": step.at,
            "title": capfirst(step.get_action_display()),
            "by": step.by.display_name if step.by else other,
            "text": step.reason,
            "code": step.after,
        }


def _notices(finding: Finding) -> Iterator[Entry]:
    told = finding.office_notices.filter(told_at__isnull=False)
    for notice in told.select_related("office", "told_by__person"):
        yield {
            "at": notice.told_at,
            "title": _("%(office)s was told") % {"office": notice.office},
            "by": notice.told_by.display_name if notice.told_by else "",
            "text": notice.how,
        }


def _names(unmaskings: Iterable[Unmasking]) -> Iterator[Entry]:
    for row in unmaskings:
        yield {
            "at": row.asked_at,
            "title": _("The name was asked for"),
            "by": row.asked_by.display_name,
            "text": f"{capfirst(row.get_basis_display())}: {row.words}",
        }
        if row.decided_by:
            yield {
                "at": row.decided_at,
                "title": _("The name: %(answer)s") % {"answer": row.get_answer_display()},
                "by": row.decided_by.display_name,
                "text": row.decision_reason,
                "code": row.answer,
            }
        if row.told_at:
            yield {"at": row.told_at, "title": _("The person was told"), "text": row.told_how}
