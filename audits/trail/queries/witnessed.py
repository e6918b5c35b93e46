"""What of the trail others have seen, and what rests on the department's word alone."""

from dataclasses import dataclass
from datetime import datetime

from audits.trail.models import Checkpoint, Cosignature, Position


@dataclass(frozen=True)
class Witnessed:
    """The latest checkpoint that a witness saw, and the window after it.

    `at` is None where nothing was witnessed; `since`, when the first entry of the window was
    recorded, is None where there is none.
    """

    size: int
    at: datetime | None
    witnesses: tuple[str, ...]
    unwitnessed: int
    since: datetime | None


def witnessed() -> Witnessed:
    """Of what has its place in the tree; what has none yet is at most a second old."""
    size, at, witnesses = _last_seen()
    sealed = Checkpoint.objects.values_list("size", flat=True).first() or 0
    since = Position.objects.filter(index=size).values_list("at", flat=True).first()
    return Witnessed(size, at, witnesses, sealed - size, since)


def _last_seen() -> tuple[int, datetime | None, tuple[str, ...]]:
    latest = Cosignature.objects.order_by("-checkpoint_id").values("checkpoint_id")[:1]
    seen = Cosignature.objects.filter(checkpoint_id=latest).order_by("-at", "witness")
    rows = list(seen.values_list("checkpoint__size", "at", "witness"))
    if not rows:
        return 0, None, ()
    return rows[0][0], rows[0][1], tuple(sorted(row[2] for row in rows))
