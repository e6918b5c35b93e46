"""The trail of a million entries verified, against the SHA-256 of the same bytes alone."""

import tempfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.db import connection

from audits.trail.log import checkpoints
from audits.trail.log.keys import Signer, generate
from audits.trail.log.tiles import FolderStore
from audits.trail.log.tree import Frontier
from audits.trail.models import Checkpoint, Position
from audits.trail.sequencing.placing import BATCH
from audits.trail.sequencing.publishing import publish_latest
from audits.trail.verifying import Keys, verify
from audits.trail.verifying.reading import read_tiles
from tests.bench.measuring import Row

TOTAL = 1_000_000
ROUNDS = 3

# As the database writes them; what is viewed is most of what is recorded.
TELL = """
    INSERT INTO trail_entry (entry, content, leaf, transaction)
    SELECT entry, content, sha256('\\x00'::bytea || entry), 0 FROM (
        SELECT n, content, convert_to(
            '{"account":"' || 1 + n %% 400 || '","actor":"Sergeant Robin Doe (' || 40000 + n %% 400
            || ')","address":"10.1.2.3","at":"' || to_char(
                timestamp '2026-01-01' + n * interval '1 second',
                'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
            ) || '","content":"' || encode(sha256(content), 'hex')
            || '","database_user":"gatehouse_app","key":"' || n %% 50000
            || '","kind":"searches.SearchRequest","nonce":"' || md5(n::text)
            || '","person":"' || 1 + n %% 400 || '","request":"' || 1 + n %% 50000
            || '","roles":"supervisor","v":"1","verb":"viewed","web":"' || md5('w' || n) || '"}',
            'UTF8'
        ) AS entry
        FROM (
            SELECT n, convert_to(
                '{"after":{"address":"/requests/' || n %% 50000 || '/","status":"200"},'
                || '"before":null,"nonce":"' || md5('c' || n) || '","reason":null}',
                'UTF8'
            ) AS content
            FROM generate_series(1, %s) n
        ) told
    ) bytes ORDER BY n
"""
PLACE = """
    INSERT INTO trail_position (
        index, entry_id, leaf, at, actor, account_id, verb, kind, key, request_id, person_id, words
    )
    SELECT row_number() OVER (ORDER BY entry.id) - 1, entry.id, entry.leaf, told.at, told.actor,
        told.account, told.verb, told.kind, COALESCE(told.key, ''), told.request, told.person, ''
    FROM trail_entry entry
    CROSS JOIN LATERAL json_to_record(convert_from(entry.entry, 'UTF8')::json) AS told (
        at timestamptz, actor text, account bigint, verb text, kind text, key text,
        request bigint, person bigint
    )
"""
EMPTY = (
    "TRUNCATE trail_cosignature, trail_checkpoint, trail_position, trail_entry,"
    " trail_sealingorder, trail_sealedentry"
)
# Neither the order of writing nor a search by words is measured here.
STATEMENTS = ("SET session_replication_role = replica", EMPTY)
AFTER = (
    "SET session_replication_role = DEFAULT",
    "VACUUM ANALYZE trail_entry, trail_position, trail_checkpoint",
)


def rows() -> list[Row]:
    """The benchmark's row; some minutes, most of them to fill the database."""
    key = generate(settings.TRAIL_ORIGIN)
    fill(TOTAL, key)
    with tempfile.TemporaryDirectory() as folder:
        store = FolderStore(Path(folder))
        publish_latest(store)
        taken = [_verified(key, store) for _round in range(ROUNDS)]
    bare = [_bare() for _round in range(ROUNDS)]
    ours, against = sorted(taken)[ROUNDS // 2], sorted(bare)[ROUNDS // 2]
    return [
        Row(
            f"{TOTAL:,} entries of the trail verified",
            f"{ours:.1f} s",
            f"{against:.1f} s for the SHA-256 of their bytes alone",
            f"{ours / against:.1f}",
            "at most 10 s, and at most 4",
        )
    ]


def fill(total: int, key: Signer) -> None:
    """So many entries, each in its place, and a signed checkpoint as often as a sequencer does."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)
        cursor.execute(TELL, [total])
        cursor.execute(PLACE)
        _sign(key)
        for statement in AFTER:
            cursor.execute(statement)


def _sign(key: Signer) -> None:
    tree, at = Frontier(), datetime.now(UTC)
    rows = Position.objects.order_by("index").values_list("leaf", flat=True)
    leaves = [bytes(leaf) for leaf in rows.iterator()]
    for start in range(0, len(leaves), BATCH):
        tree = tree.append(leaves[start : start + BATCH])
        told = checkpoints.Checkpoint(settings.TRAIL_ORIGIN, tree.size, tree.root())
        Checkpoint.objects.create(
            size=tree.size,
            root=tree.root(),
            note=checkpoints.sign(told, [key]),
            signed_at=at,
            frontier=tree.to_bytes(),
            horizon=0,
        )


def _verified(key: Signer, store: FolderStore) -> float:
    """Seconds for everything but the rows of the office, of which the entries do not tell."""
    start = perf_counter()
    report = verify(at=datetime.now(UTC), keys=Keys((key.verifier,)), store=store, drift=False)
    taken = perf_counter() - start
    assert report.faults == report.doubts == [], report
    return taken


def _bare() -> float:
    """Seconds for the leaf hashes and the digests of contents over bytes that are in memory."""
    taken = 0.0
    for tile in read_tiles(TOTAL):
        start = perf_counter()
        leaves = [sha256(b"\x00" + entry).digest() for entry in tile.entries]
        digests = [sha256(content).digest() for content in tile.contents]
        taken += perf_counter() - start
        assert len(leaves) == len(digests)
    return taken
