"""What keeps the trail from being sealed, told within the hour (CJIS AU-5), with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from audits.trail.log import checkpoints, notes
from audits.trail.log.notes import NoteError
from audits.trail.log.tiles import CHECKPOINT, Store
from audits.trail.models import Checkpoint, Cosignature, Position, Verification

# A sequencer that works is at most a second behind.
LONGEST = timedelta(seconds=60)
# A day, and as long as a verification may take.
LONGEST_UNVERIFIED = timedelta(hours=26)

_WAITING = """
    WITH last AS (SELECT horizon FROM public.trail_checkpoint ORDER BY size DESC LIMIT 1),
    begins AS (
        SELECT COALESCE((
            SELECT horizon FROM last
            WHERE horizon <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        ), 0) AS transaction
    ),
    waiting AS (
        SELECT entry.transaction, entry.id, entry.entry FROM public.trail_entry entry, begins
        WHERE entry.transaction >= begins.transaction AND NOT EXISTS (
            SELECT FROM public.trail_position placed WHERE placed.entry_id = entry.id
        )
    )
    SELECT (convert_from(entry, 'UTF8')::json ->> 'at')::timestamptz,
        (SELECT count(*) FROM waiting)
    FROM waiting ORDER BY transaction, id LIMIT 1
"""


@dataclass(frozen=True)
class Alarm:
    """`cause` is the same for as long as it lasts; `words` say what is wrong and what to do."""

    cause: str
    words: str


def alarms(*, at: datetime, store: Store) -> Iterator[Alarm]:
    """What is wrong at `at`: nothing, where the trail is sealed, published and cosigned."""
    yield from _not_sealed(at)
    yield from _not_published(at, store)
    yield from _not_cosigned(at)
    yield from _not_verified(at)


def _not_sealed(at: datetime) -> Iterator[Alarm]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        since, count = cursor.fetchone() or (at, 0)
    if since >= at - LONGEST:
        return
    words = _("%(count)s entries of the trail wait to be sealed since %(since)s. %(remedy)s")
    told = {"count": f"{count:,}", "since": _time(since), "remedy": _remedy()}
    yield Alarm("waiting", words % told)


def _remedy() -> str:
    if settings.TRAIL_SIGNING_KEY or settings.TRAIL_SIGNING_KEY_FILE.exists():
        return _("Start the sequencer (manage.py sequence); its log says why it ended.")
    return _(
        "The signing key %(file)s is missing on this machine. Where the sequencer runs here, put "
        "the key back and start it (manage.py sequence); elsewhere, its log says why it ended."
    ) % {"file": settings.TRAIL_SIGNING_KEY_FILE}


def _not_published(at: datetime, store: Store) -> Iterator[Alarm]:
    try:
        data = store.read(CHECKPOINT)
        size = checkpoints.parse(notes.parse(data).text).size if data else 0
    except (OSError, NoteError) as error:
        words = _(
            "The published log cannot be read: %(why)s. See that the storage of tiles is there, "
            "and that this process may read it."
        )
        yield Alarm("unreadable", words % {"why": error})
        return
    behind = Checkpoint.objects.filter(size__gt=size, signed_at__lt=at - LONGEST)
    oldest = behind.order_by("size").first()
    if oldest:
        words = _(
            "The published log is behind since %(since)s: it has %(size)s entries. See that the "
            "storage of tiles has room and can be written; the sequencer's log names the file."
        )
        yield Alarm("behind", words % {"since": _time(oldest.signed_at), "size": f"{size:,}"})


def _not_cosigned(at: datetime) -> Iterator[Alarm]:
    if not settings.TRAIL_WITNESSES:
        return
    every = timedelta(seconds=settings.TRAIL_WITNESS_INTERVAL)
    last = Cosignature.objects.order_by("-checkpoint__size").first()
    seen = last.checkpoint.size if last else 0
    waiting = Checkpoint.objects.filter(size__gt=seen, signed_at__lt=at - every - LONGEST)
    oldest = waiting.order_by("size").first()
    if oldest:
        words = _(
            "No witness has cosigned the trail since %(since)s: what is newer rests on the "
            "department's own key. See that the witnesses of TRAIL_WITNESSES answer."
        )
        yield Alarm("not cosigned", words % {"since": _time(last.at if last else oldest.signed_at)})


def _not_verified(at: datetime) -> Iterator[Alarm]:
    """The daily verification came to no answer, or nobody runs it."""
    last = Verification.objects.values_list("at", flat=True).first()
    since = last or Position.objects.filter(index=0).values_list("at", flat=True).first()
    if since and since < at - LONGEST_UNVERIFIED:
        words = _(
            "Nobody has verified the trail since %(since)s. Run manage.py verify_trail, and see "
            "that the worker runs: its log says why the daily verification gave no answer."
        )
        yield Alarm("not verified", words % {"since": _time(since)})


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}Z"
