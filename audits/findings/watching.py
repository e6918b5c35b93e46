"""What the clock finds of the trail becomes a finding, and what is over is closed."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from audits.findings.actions import close_what_is_over, open_finding
from audits.findings.choices import Kind, Source
from audits.trail.alarms import alarms
from audits.trail.choices import Wrong
from audits.trail.log.tiles import Store
from audits.trail.verifying import Fault, Report, trusted_keys, verify
from audits.trail.verifying.noting import note

# What a verification could not do, whatever it was this time.
_NOT_DONE = "verification"


def verify_trail(*, at: datetime, store: Store) -> Report:
    """Verify everything, keep what was found, and open a finding for each fault."""
    report = verify(at=at, keys=trusted_keys([]), store=store)
    note(report, at=at)
    _open_for_faults(report.faults, at=at)
    _open_or_close_for_doubts(report.doubts, at=at)
    return report


def watch_over_trail(*, at: datetime, store: Store) -> None:
    """Open a finding for each alarm, and close those that are over."""
    found = list(alarms(at=at, store=store))
    for alarm in found:
        open_finding(
            source=Source.WATCH, kind=Kind.NOT_SEALED, cause=alarm.cause, what=alarm.words, at=at
        )
    close_what_is_over(kind=Kind.NOT_SEALED, still={alarm.cause for alarm in found}, at=at)


def _open_for_faults(faults: Iterable[Fault], *, at: datetime) -> None:
    for fault in faults:
        kind = Kind.DRIFTED if fault.wrong == Wrong.DRIFTED else Kind.TAMPERED
        open_finding(
            source=Source.VERIFICATION,
            kind=kind,
            cause=fault.cause,
            what=fault.words,
            place=_place(fault),
            at=at,
        )


def _place(fault: Fault) -> str:
    if fault.index is not None:
        return _("entry %(index)s of the log") % {"index": f"{fault.index:,}"}
    return f"{fault.about.kind} {fault.about.key}" if fault.about else ""


def _open_or_close_for_doubts(doubts: list[str], *, at: datetime) -> None:
    if doubts:
        open_finding(
            source=Source.VERIFICATION,
            kind=Kind.NOT_VERIFIED,
            cause=_NOT_DONE,
            what=" ".join(doubts),
            at=at,
        )
    close_what_is_over(kind=Kind.NOT_VERIFIED, still=[_NOT_DONE] if doubts else [], at=at)
