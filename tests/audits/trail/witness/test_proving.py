"""The proof that the log only grew, from what is published or from the database."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from audits.trail.log.tiles import TileReader
from audits.trail.sequencing.publishing import tiles
from audits.trail.sequencing.witnesses import proving
from audits.trail.sequencing.witnesses.asking import ask
from audits.trail.sequencing.witnesses.proving import request_for
from tests.audits.trail.witness.running import Running
from tests.audits.trail.witness.trails import Trail

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return datetime.now(UTC)


def test_proof_is_made_from_the_database_where_the_tiles_are_missing(trail: Trail, tmp_path: Path):
    trail.grow(5)
    old = trail.size
    latest = trail.grow(300)
    from_tiles = request_for(latest, old_size=old)
    (tmp_path / "tile").rename(tmp_path / "lost")

    assert request_for(latest, old_size=old) == from_tiles


def test_wrong_tile_is_said_and_accuses_nobody(
    trail: Trail, witness: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    trail.grow(5)
    ask(witness.as_setting, at=now())
    trail.grow(300)
    for tile in (tmp_path / "tile" / "0").rglob("*"):
        if tile.is_file():
            tile.write_bytes(bytes(tile.stat().st_size))

    assert ask(witness.as_setting, at=now()) == trail.size

    [said] = [record.getMessage() for record in caplog.records]
    assert said.startswith("The published tiles do not prove that the log only grew: the root of")


@pytest.mark.parametrize("at_once", [0, 2, 13])
def test_hash_of_a_subtree_is_the_same_from_database_and_tiles(
    trail: Trail, monkeypatch: pytest.MonkeyPatch, at_once: int
):
    monkeypatch.setattr(proving, "READ_AT_ONCE", at_once)
    trail.grow(70)
    nodes = [(0, 69), (3, 2), (6, 0)]

    published = TileReader(tiles().read, trail.size)

    assert [proving.node(*each) for each in nodes] == [published(*each) for each in nodes]
