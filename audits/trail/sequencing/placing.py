"""Gives the entries that are new their places in the tree, in one transaction per batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from audits.trail.log import checkpoints
from audits.trail.log.keys import Signer
from audits.trail.log.tree import Frontier, leaf_hash
from audits.trail.models import Checkpoint, SigningKey

BATCH = 2000
# Any number, the same everywhere: it names the lock that lets one sequencer work at a time.
LOCK = 1_962_090_411

# Whoever committed late has a lower transaction than others that are placed already: so from the
# oldest that was still running when the last batch was read, and without those that have a place.
_UNPLACED = """
    SELECT entry.id, entry.entry, entry.transaction
    FROM public.trail_entry entry
    WHERE entry.transaction >= %s AND entry.id > %s
      AND NOT EXISTS (SELECT FROM public.trail_position placed WHERE placed.entry_id = entry.id)
    ORDER BY entry.transaction, entry.id LIMIT %s
"""
_RUNNING = """
    SELECT pg_snapshot_xmin(now)::text::bigint, pg_snapshot_xmax(now)::text::bigint
    FROM pg_current_snapshot() now
"""
_PLACE = """
    INSERT INTO public.trail_position (
        index, entry_id, leaf, at, actor, account_id, verb, kind, key, request_id, person_id, words
    )
    SELECT given.index, entry.id, given.leaf, (told ->> 'at')::timestamptz, told ->> 'actor',
        (told ->> 'account')::bigint, told ->> 'verb', told ->> 'kind',
        COALESCE(told ->> 'key', ''), (told ->> 'request')::bigint, (told ->> 'person')::bigint,
        public.trail_words(told, changed)
    FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) given (index, id, leaf)
    JOIN public.trail_entry entry ON entry.id = given.id
    -- OFFSET keeps PostgreSQL from parsing the bytes anew for each column.
    CROSS JOIN LATERAL (
        SELECT convert_from(entry.entry, 'UTF8')::jsonb, convert_from(entry.content, 'UTF8')::jsonb
        OFFSET 0
    ) parsed (told, changed)
"""


class OneAtATime(Exception):
    """Another sequencer works; this one can wait for its turn."""


@dataclass(frozen=True)
class Unplaced:
    """Entries without a place, in order: their keys and bytes; from where to read on."""

    keys: list[int]
    entries: list[bytes]
    horizon: int
    settled: int


def place(*, signers: Sequence[Signer], at: datetime, most: int = BATCH) -> int:
    """Place up to `most` entries, sign the tree that they make, and return how many they were.

    `at` is when the checkpoint is signed. Raises OneAtATime where another sequencer is at work.
    """
    with transaction.atomic():
        _take_turn()
        last = Checkpoint.objects.first()
        found = _unplaced(last, most)
        if found.keys:
            tree = _append(_frontier(last), found)
            _sign(tree, found, signers=signers, at=at)
        return len(found.keys)


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            raise OneAtATime


def _frontier(last: Checkpoint | None) -> Frontier:
    return Frontier.from_bytes(bytes(last.frontier)) if last else Frontier()


def _unplaced(last: Checkpoint | None, most: int) -> Unplaced:
    horizon, settled = (last.horizon, last.settled) if last else (0, 0)
    with connection.cursor() as cursor:
        # Before the entries are read, so that whatever they do not show is still running in it.
        cursor.execute(_RUNNING)
        oldest, newest = cursor.fetchone()
        counts_anew = horizon > newest
        cursor.execute(_UNPLACED, [0 if counts_anew else horizon, settled, most])
        rows = cursor.fetchall()
    if len(rows) == most:
        # There may be more: from the last of these on, unless an older one is still running.
        reached = horizon if counts_anew else min(oldest, rows[-1][2])
    else:
        reached = oldest
        # Of the database that was; what is written now is found by its transaction.
        settled = max((row[0] for row in rows if row[2] >= newest), default=settled)
    return Unplaced([row[0] for row in rows], [bytes(row[1]) for row in rows], reached, settled)


def _append(tree: Frontier, found: Unplaced) -> Frontier:
    leaves = [leaf_hash(entry) for entry in found.entries]
    indexes = list(range(tree.size, tree.size + len(leaves)))
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [indexes, found.keys, leaves])
    return tree.append(leaves)


def _sign(tree: Frontier, found: Unplaced, *, signers: Sequence[Signer], at: datetime) -> None:
    known = set(SigningKey.objects.values_list("verifier", flat=True))
    for signer in signers:
        if str(signer.verifier) not in known:
            SigningKey.objects.create(verifier=str(signer.verifier), since=at)
    checkpoint = checkpoints.Checkpoint(settings.TRAIL_ORIGIN, tree.size, tree.root())
    Checkpoint.objects.create(
        size=tree.size,
        root=tree.root(),
        note=checkpoints.sign(checkpoint, signers),
        signed_at=at,
        frontier=tree.to_bytes(),
        horizon=found.horizon,
        settled=found.settled,
    )
