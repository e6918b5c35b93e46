"""The published log, as far as it can be read."""

import json
from collections.abc import Sequence

from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.log.tiles import (
    CHECKPOINT,
    WIDTH,
    Store,
    Tile,
    TileError,
    read_bundle,
    tiles_of,
)
from audits.trail.log.tree import HASH_SIZE, leaf_hash, subtree_root
from audits.trail.verifying.results import Fault, Faults


class Published:
    """The files of the log up to `size` entries; notes what is wrong with them, and the doubts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.size = 0
        self.faults = Faults()
        self.doubts: list[str] = []

    def checkpoint(self) -> bytes | None:
        """The published checkpoint, or None where there is none or it cannot be read."""
        return self._read(CHECKPOINT)

    def hashes(self, start: int) -> list[bytes]:
        """The published leaf hashes of a tile, in order; fewer or none where they are missing."""
        tile = self._tile(0, start)
        data = self._file(tile) if tile else None
        if tile is None or data is None:
            return []
        if len(data) < tile.width * HASH_SIZE:
            self._wrong(Wrong.CHANGED, tile, _("%(file)s is cut off."))
            return []
        return [data[at : at + HASH_SIZE] for at in range(0, tile.width * HASH_SIZE, HASH_SIZE)]

    def check_entries(self, start: int, entries: Sequence[bytes | None]) -> None:
        """Hold the published entries of a tile against those that are known to be right."""
        tile = self._tile(-1, start)
        data = self._file(tile) if tile else None
        if tile is None or data is None:
            return
        # As `write_bundle` does it, inline, as there are a million of them.
        expected = b"".join(
            [len(it).to_bytes(2, "big") + it for it in entries[: tile.width] if it is not None]
        )
        if data[: len(expected)] != expected:
            self._name_entry(tile, data, entries)

    def check_above(self, tile_roots: Sequence[bytes]) -> None:
        """Hold the tiles above the leaves against the roots of the tiles below them."""
        level, below = 1, list(tile_roots)
        while count := self.size >> (8 * level):
            for tile in tiles_of(level, self.size):
                data = self._file(tile)
                expected = b"".join(below[tile.start : tile.end])
                if data is not None and data[: len(expected)] != expected:
                    self._wrong(
                        Wrong.CHANGED,
                        tile,
                        _("%(file)s was changed: it does not fit the tiles below."),
                    )
            below = _roots_above(below[:count])
            level += 1

    def entry(self, index: int, leaf: bytes) -> dict[str, str]:
        """What the published entry says, where it is there and has this hash."""
        tile = self._tile(-1, index - index % WIDTH)
        try:
            data = self._store.read(tile.path) or self._store.read(tile.full_path) if tile else None
            entry = read_bundle(data or b"")[index % WIDTH]
        except (OSError, TileError, IndexError):
            return {}
        return json.loads(entry) if leaf_hash(entry) == leaf else {}

    def _tile(self, level: int, start: int) -> Tile | None:
        width = min(WIDTH, self.size - start)
        return Tile(level, start // WIDTH, width) if width > 0 else None

    def _file(self, tile: Tile) -> bytes | None:
        """The tile; where it is partial and gone, the full one that took its place."""
        data = self._read(tile.path)
        if data is None and tile.width < WIDTH:
            data = self._read(tile.full_path)
        if data is None and not self.doubts:
            self._wrong(Wrong.REMOVED, tile, _("%(file)s is missing from the published log."))
        return data

    def _read(self, path: str) -> bytes | None:
        if self.doubts:  # one failure to read is enough to be told of
            return None
        try:
            return self._store.read(path)
        except OSError as error:
            self.doubts.append(
                _("The published log cannot be read: %(path)s: %(why)s.")
                % {"path": path, "why": error.strerror or error}
            )
            return None

    def _name_entry(self, tile: Tile, data: bytes, entries: Sequence[bytes | None]) -> None:
        try:
            published = read_bundle(data)
        except TileError:
            self._wrong(Wrong.CHANGED, tile, _("%(file)s is cut off."))
            return
        for index, entry in enumerate(entries[: tile.width]):
            found = published[index] if index < len(published) else None
            if found != entry:
                words = _("Entry %(index)s was changed in %(file)s; the database has it as sealed.")
                self._wrong(Wrong.CHANGED, tile, words, index=tile.start + index)
                return

    def _wrong(self, wrong: Wrong, tile: Tile, words: str, index: int | None = None) -> None:
        told = {"file": tile.path, "index": "" if index is None else f"{index:,}"}
        where = tile.start if index is None and tile.level < 1 else index
        self.faults.add(
            _("files of the published log"),
            Fault(wrong=wrong, words=words % told, index=where, evidence=tile.full_path),
        )


def _roots_above(hashes: Sequence[bytes]) -> list[bytes]:
    full = len(hashes) // WIDTH * WIDTH
    return [subtree_root(hashes[at : at + WIDTH]) for at in range(0, full, WIDTH)]
