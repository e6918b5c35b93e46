"""The whole verification, in one snapshot of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.log.tiles import Store
from audits.trail.models import Checkpoint, Cosignature, Position
from audits.trail.queries import sealed_entries
from audits.trail.verifying.alongside import Alongside
from audits.trail.verifying.claims import Claim, Signatures, read_outside, wrong_cosignatures
from audits.trail.verifying.columns import wrong_columns
from audits.trail.verifying.concluding import conclude
from audits.trail.verifying.drift import drifted
from audits.trail.verifying.examining import Examination
from audits.trail.verifying.keys import Keys
from audits.trail.verifying.published import Published
from audits.trail.verifying.reading import read_tiles, size_of_log
from audits.trail.verifying.results import Fault, Faults, Report, Window
from audits.trail.verifying.waiting import check_times, check_unplaced
from policy.snapshot import snapshot


@dataclass(frozen=True)
class Outside:
    """A signed checkpoint that somebody outside kept, and what it is called."""

    name: str
    data: bytes


def verify(
    *,
    at: datetime,
    keys: Keys,
    store: Store,
    outside: Sequence[Outside] = (),
    quick: bool = False,
    drift: bool = True,
) -> Report:
    """Recompute the log from its bytes, and hold it against everything that was signed of it.

    Content may be gone where an order sealed it. A quick verification trusts the hashes that the
    database keeps of the entries, and reads no bytes. With `drift`, every recorded row is held
    against the trail as well. Raises `Unreadable` where a checkpoint from outside cannot be used.
    """
    signatures, published = Signatures(keys), Published(store)
    others = [read_outside(it.data, name=it.name, keys=keys) for it in outside]
    # Before the snapshot is taken: what is published later is not in it.
    others += _published_claim(published, signatures)
    own_snapshot = not connection.in_atomic_block
    with snapshot():
        beside = Alongside(own_snapshot=own_snapshot)
        finish_database = beside.start(lambda: _check_database(at=at, quick=quick, drift=drift))
        report = _check_log(signatures, published, others, quick=quick)
        _add(report, finish_database())
    return report


def _published_claim(published: Published, signatures: Signatures) -> list[Claim]:
    data = published.checkpoint()
    claim = signatures.judge_published(data) if data else None
    if data is None and not published.doubts:
        published.doubts.append(_("Nothing is published that the database could be held against."))
    published.size = claim.size if claim else 0
    return [claim] if claim else []


def _check_log(
    signatures: Signatures,
    published: Published,
    others: list[Claim],
    *,
    quick: bool,
) -> Report:
    signed, placed = size_of_log()
    examination = Examination(
        size=signed,
        signatures=signatures,
        published=published,
        others=others,
        sealed=sealed_entries(),
        hashes_only=quick,
    )
    for stored in read_tiles(signed, hashes_only=quick):
        examination.take(stored)
    examination.finish()
    report = Report(size=signed, faults=list(conclude(examination)))
    report.faults += _of_columns(report, examination)
    report.faults += signatures.faults
    report.faults += _cosigned_wrongly(signatures.keys)
    report.faults += _unsigned(signed, placed)
    report.doubts += published.doubts
    _judge_keys(report, signatures)
    _say_how_far(report, examination)
    return report


def _check_database(*, at: datetime, quick: bool, drift: bool) -> Report:
    """What needs no hash: places, times, and the rows that the trail tells of."""
    report = Report()
    check_unplaced(report, at=at)
    if not quick:
        check_times(report)
    if drift and not quick:
        report.faults += drifted()
    return report


def _of_columns(report: Report, examination: Examination) -> Faults:
    """Whoever changed an entry, changed what its columns are held against: it is told once."""
    told, faults = {it.index for it in report.faults}, Faults()
    for fault in wrong_columns(examination.otherwise):
        if fault.index not in told:
            faults.add(_("columns that were changed"), fault)
    return faults


def _add(report: Report, other: Report) -> None:
    report.faults += other.faults
    report.doubts += other.doubts
    report.remarks += other.remarks


def _cosigned_wrongly(keys: Keys) -> list[Fault]:
    rows = Cosignature.objects.values_list("checkpoint__size", "checkpoint__note", "line")
    if not keys.witnesses:
        return []
    words = _("The cosignature of the checkpoint of %(size)s entries does not fit it: %(why)s.")
    return [
        Fault(
            wrong=Wrong.FORGED,
            words=words % {"size": f"{size:,}", "why": why},
            index=size,
            evidence="cosignature",
        )
        for size, why in wrong_cosignatures(rows.iterator(), keys.witnesses)
    ]


def _unsigned(signed: int, placed: int) -> list[Fault]:
    if placed <= signed:
        return []
    words = _("Entries %(from)s to %(to)s have a place that no checkpoint ever had: added by hand.")
    told = {"from": f"{signed:,}", "to": f"{placed - 1:,}"}
    return [Fault(wrong=Wrong.ADDED, words=words % told, index=signed, evidence=f"{placed}")]


def _judge_keys(report: Report, signatures: Signatures) -> None:
    if not signatures.keys.log:
        report.doubts.append(
            _("No key is known here, and so nobody's signature: give one with --key.")
        )
    elif signatures.signed < report.size:
        words = _(
            "No key that is trusted here signed the newest %(count)s entries: the latest "
            "checkpoint that one signed has %(size)s."
        )
        told = {"count": f"{report.size - signatures.signed:,}", "size": f"{signatures.signed:,}"}
        report.faults.append(
            Fault(
                wrong=Wrong.FORGED,
                words=words % told,
                index=signatures.signed,
                evidence="unknown key",
            )
        )


def _say_how_far(report: Report, examination: Examination) -> None:
    if not report.size:
        report.doubts.append(_("Nothing is sealed yet: the sequencer has placed no entry."))
    latest = Checkpoint.objects.first()
    report.signed_at = latest.signed_at if latest else None
    judged = examination.judged
    if judged.fits_at and judged.fits_up_to < report.size:
        words = _("The signed trees fit up to %(size)s entries, signed at %(at)s.")
        told = {"size": f"{judged.fits_up_to:,}", "at": f"{judged.fits_at:%Y-%m-%d %H:%M:%S}Z"}
        report.remarks.append(words % told)
    report.window = _window(report.size, judged.certain_up_to)


def _window(size: int, certain: int) -> Window:
    cosigned = Cosignature.objects.order_by("-checkpoint__size").values_list("checkpoint__size")
    witnessed = max(certain, *(cosigned.first() or (0,)))
    newer = Position.objects.filter(index=witnessed).values_list("at", flat=True)
    return Window(witnessed, max(0, size - witnessed), newer.first())
