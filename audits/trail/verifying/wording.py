"""A verification in words, and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from audits.trail.choices import Verdict
from audits.trail.verifying.results import Fault, Report, Window


def in_lines(report: Report) -> list[str]:
    """The verdict, and everything behind it, a line each."""
    return [_heading(report), *_findings(report), *report.remarks, *_window(report.window)]


def as_json(report: Report) -> dict[str, Any]:
    return {
        "verdict": report.verdict.value,
        "size": report.size,
        "signed_at": report.signed_at.isoformat() if report.signed_at else None,
        "faults": [_fault(it) for it in report.faults],
        "doubts": report.doubts,
        "remarks": report.remarks,
        "window": _window_as_json(report.window),
        "lines": in_lines(report),
    }


def _heading(report: Report) -> str:
    told = {"size": f"{report.size:,}", "faults": len(report.faults)}
    match report.verdict:
        case Verdict.WHOLE:
            return _("Whole: %(size)s entries are as they were sealed.") % told
        case Verdict.TAMPERED:
            return _("Tampered with: %(faults)s faults among %(size)s entries.") % told
    return _("Cannot tell whether %(size)s entries are as they were sealed.") % told


def _findings(report: Report) -> Iterator[str]:
    for fault in report.faults:
        yield f"[{fault.wrong.label}] {fault.words}"
    yield from report.doubts


def _window(window: Window | None) -> Iterator[str]:
    """How much only the department itself vouches for."""
    if window is None or not window.entries:
        return
    words = _(
        "Newer than the last witnessed checkpoint: %(count)s entries since %(since)s are protected "
        "by the department's own key only."
    )
    if not window.witnessed:
        words = _(
            "No checkpoint was witnessed: all %(count)s entries since %(since)s are protected by "
            "the department's own key only."
        )
    since = f"{window.since:%Y-%m-%d %H:%M:%S}Z" if window.since else "?"
    yield words % {"count": f"{window.entries:,}", "since": since}


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "wrong": fault.wrong.value,
        "words": fault.words,
        "index": fault.index,
        "about": asdict(fault.about) if fault.about else None,
    }


def _window_as_json(window: Window | None) -> dict[str, Any] | None:
    if window is None:
        return None
    since = window.since.isoformat() if window.since else None
    return {"witnessed": window.witnessed, "entries": window.entries, "since": since}
