"""How far the trail is sealed and witnessed: what stands in the footer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery

from audits.trail.models import Checkpoint, Cosignature


@dataclass(frozen=True)
class Standing:
    """The latest checkpoint, and the latest that a witness saw; None where none did."""

    size: int
    sealed_at: datetime
    witnessed_size: int | None
    witnessed_at: datetime | None

    @property
    def unwitnessed(self) -> int:
        """How many of the newest entries rest on this department's word alone."""
        return self.size - (self.witnessed_size or 0)


def standing() -> Standing | None:
    """In one query; None before the first checkpoint."""
    seen = Cosignature.objects.order_by("-checkpoint_id", "at")
    latest = Checkpoint.objects.annotate(
        witnessed_size=Subquery(seen.values("checkpoint__size")[:1]),
        witnessed_at=Subquery(seen.values("at")[:1]),
    )
    columns = ("size", "signed_at", "witnessed_size", "witnessed_at")
    found = latest.values_list(*columns).first()
    return Standing(*found) if found else None
