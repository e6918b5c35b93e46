"""Entries without a place, and times that run backward."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.verifying.results import MOST_TOLD, About, Fault, Faults, Report

# A sequencer that works places an entry within a second or two.
LONGEST = timedelta(minutes=1)
# Transactions that take longer than that are rare, and clocks that are set back are rarer.
TOLERATED = 10  # seconds

# An entry from before the horizon is never placed: the sequencer has seen every transaction up to
# there, unless a restored database counts its transactions anew.
_UNPLACED = """
    SELECT entry.entry, entry.transaction < last.horizon
        AND last.horizon <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        OR entry.id <= last.settled
    FROM public.trail_entry entry
    LEFT JOIN LATERAL (
        SELECT horizon, settled FROM public.trail_checkpoint ORDER BY size DESC LIMIT 1
    ) last ON true
    WHERE NOT EXISTS (SELECT FROM public.trail_position one WHERE one.entry_id = entry.id)
    ORDER BY entry.id LIMIT 10000
"""
_BACKWARD = """
    SELECT index, at, before FROM (
        SELECT index, at, lag(at) OVER (ORDER BY index) AS before FROM public.trail_position
    ) one WHERE at < before - make_interval(secs => %s) ORDER BY index
"""


def check_unplaced(report: Report, *, at: datetime) -> None:
    """Adds what has no place: entries that can never get one, and those that wait too long."""
    with connection.cursor() as cursor:
        cursor.execute(_UNPLACED)
        rows = [(bytes(entry), never) for entry, never in cursor.fetchall()]
    added, waiting = Faults(), []
    for entry, never in rows:
        about, told_at = _read(entry)
        if never:
            added.add(_("entries put there past the database's own triggers"), _stranded(about))
        elif told_at is None or told_at < at - LONGEST:
            waiting.append(about.at)
    report.faults += added
    if waiting:
        report.doubts.append(
            _("%(count)s entries have waited for their place since %(since)s: nothing seals them.")
            % {"count": f"{len(waiting):,}", "since": min(waiting)}
        )


def check_times(report: Report) -> None:
    """Remarks on entries that are much older than the one before them."""
    with connection.cursor() as cursor:
        cursor.execute(_BACKWARD, [TOLERATED])
        rows = cursor.fetchall()
    report.remarks += list(_backward(rows[:MOST_TOLD]))
    if len(rows) > MOST_TOLD:
        more = _("%(count)s more entries are older than the one before them.")
        report.remarks.append(more % {"count": f"{len(rows) - MOST_TOLD:,}"})


def _backward(rows: list[tuple[int, datetime, datetime]]) -> Iterator[str]:
    words = _(
        "Entry %(index)s is of %(at)s, the one before it of %(before)s: the clock was set back, "
        "a transaction took that long, or it was dated back."
    )
    for index, at, before in rows:
        told = {"index": f"{index:,}", "at": f"{at:%Y-%m-%d %H:%M:%S}Z"}
        yield words % {**told, "before": f"{before:%Y-%m-%d %H:%M:%S}Z"}


def _read(entry: bytes) -> tuple[About, datetime | None]:
    try:
        told = json.loads(entry)
        about = About(**{name: told.get(name) or "" for name in About.__dataclass_fields__})
        return about, datetime.fromisoformat(about.at)
    except (ValueError, AttributeError, TypeError):
        return About(), None


def _stranded(about: About) -> Fault:
    words = _(
        "An entry was added that no transaction of its time wrote, and that has no place: "
        "%(verb)s %(kind)s %(key)s, dated %(at)s."
    )
    told = {"verb": about.verb, "kind": about.kind, "key": about.key, "at": about.at}
    return Fault(
        wrong=Wrong.ADDED,
        words=words % told,
        about=about,
        evidence=f"{about.kind} {about.key} {about.at}",
    )
