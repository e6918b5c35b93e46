"""Writing a log's growth to its store: tiles first, the checkpoint last.

Whoever reads the checkpoint finds every tile that it needs. A run that was killed is repeated with
the same arguments; a tile that is there already is left as it is.
"""

from collections.abc import Callable, Iterator, Sequence

from audits.trail.log import checkpoints, notes
from audits.trail.log.tiles.bundles import write_bundle
from audits.trail.log.tiles.errors import MissingTile, TileError
from audits.trail.log.tiles.names import CHECKPOINT, WIDTH, Tile, changed_tiles, count, levels
from audits.trail.log.tiles.reading import TileReader
from audits.trail.log.tiles.stores import Store
from audits.trail.log.tree import HASH_SIZE, Frontier, leaf_hash, subtree_root

# Answers what is stored for the entries from one index up to, not with, another.
ReadRange = Callable[[int, int], Sequence[bytes]]

BATCH = 32  # tiles of leaves read at once: 8,192 entries


def publish(
    store: Store,
    *,
    old_size: int,
    leaves: ReadRange,
    entries: ReadRange | None,
    checkpoint: str,
) -> None:
    """Bring the store from `old_size` entries, which it has, to the tree of the signed checkpoint.

    `leaves` gives leaf hashes, `entries` the bytes behind them, or is None where the store is for
    hashes alone. With `old_size` 0 everything is written or compared anew. Raises `TileError`
    where a tile differs from the one there, where the tiles do not give the checkpoint's root, and
    where the store has a checkpoint that this one would roll back.
    """
    target = checkpoints.parse(notes.parse(checkpoint).text)
    _check_growth(store, target)
    _write_leaves(store, old_size, target.size, leaves, entries)
    for level in levels(target.size)[1:]:
        _write_level(store, level, old_size, target.size)
    _check_root(store, target)
    store.write(CHECKPOINT, checkpoint.encode())
    _drop_partial_tiles(store, old_size, target.size)


def _check_growth(store: Store, target: checkpoints.Checkpoint) -> None:
    last = _last_checkpoint(store)
    if last is None:
        return
    if last.origin != target.origin:
        raise TileError(f"{CHECKPOINT} is of the log {last.origin}, not of {target.origin}")
    if last.size > target.size:
        raise TileError(f"{CHECKPOINT} has {last.size} entries already, more than {target.size}")
    if last.size == target.size and last.root != target.root:
        raise TileError(f"{CHECKPOINT} has another root at {last.size} entries")


def _last_checkpoint(store: Store) -> checkpoints.Checkpoint | None:
    data = store.read(CHECKPOINT)
    try:
        return data if data is None else checkpoints.parse(notes.parse(data).text)
    except notes.NoteError as error:
        raise TileError(f"{CHECKPOINT} cannot be read: {error}") from None


def _write_leaves(
    store: Store, old_size: int, new_size: int, leaves: ReadRange, entries: ReadRange | None
) -> None:
    tiles = list(changed_tiles(0, old_size, new_size))
    for at in range(0, len(tiles), BATCH):
        batch = tiles[at : at + BATCH]
        hashes = _read(leaves, batch)
        if entries is not None:
            _write_bundles(store, batch, _read(entries, batch), hashes)
        for tile in batch:
            _write(store, tile, b"".join(_part(tile, batch, hashes)))


def _write_bundles(
    store: Store, batch: list[Tile], entries: Sequence[bytes], hashes: Sequence[bytes]
) -> None:
    for index, (entry, leaf) in enumerate(zip(entries, hashes, strict=True), batch[0].start):
        if leaf_hash(entry) != leaf:
            raise TileError(f"entry {index} does not have the leaf hash that is stored for it")
    for tile in batch:
        bundle = write_bundle(_part(tile, batch, entries), tile.start)
        _write(store, Tile(-1, tile.index, tile.width), bundle)


def _read(source: ReadRange, batch: list[Tile]) -> Sequence[bytes]:
    start, end = batch[0].start, batch[-1].end
    found = source(start, end)
    if len(found) != end - start:
        raise TileError(f"{len(found)} entries came for {start} to {end}, not {end - start}")
    return found


def _part(tile: Tile, batch: list[Tile], items: Sequence[bytes]) -> Sequence[bytes]:
    first = batch[0].start
    return items[tile.start - first : tile.end - first]


def _write_level(store: Store, level: int, old_size: int, new_size: int) -> None:
    """The tiles of a level above the leaves: each hash the root of a full tile below."""
    for tile in changed_tiles(level, old_size, new_size):
        _write(store, tile, b"".join(_roots(store, tile, old_size)))


def _roots(store: Store, tile: Tile, old_size: int) -> Iterator[bytes]:
    known = _known_part(store, tile, old_size)
    yield known
    for index in range(tile.start + len(known) // HASH_SIZE, tile.end):
        yield _root_of(store, Tile(tile.level - 1, index))


def _known_part(store: Store, tile: Tile, old_size: int) -> bytes:
    """What the store has of this tile since `old_size`, so that it need not be taken again."""
    width = count(tile.level, old_size) - tile.start
    if width <= 0:
        return b""
    old = Tile(tile.level, tile.index, width)
    data = store.read(old.path) or b""
    if len(data) not in (0, width * HASH_SIZE):
        raise TileError(f"{old.path} has {len(data)} bytes, not {width * HASH_SIZE}")
    return data


def _root_of(store: Store, tile: Tile) -> bytes:
    data = store.read(tile.path)
    if data is None:
        raise MissingTile(f"{tile.path} is missing: publish again from 0")
    if len(data) != WIDTH * HASH_SIZE:
        raise TileError(f"{tile.path} has {len(data)} bytes, not {WIDTH * HASH_SIZE}")
    return subtree_root([data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)])


def _write(store: Store, tile: Tile, data: bytes) -> None:
    present = store.read(tile.path)
    if present is None:
        store.write(tile.path, data)
    elif present != data:
        raise TileError(f"{tile.path} is there already, and differs from what the log says")


def _check_root(store: Store, target: checkpoints.Checkpoint) -> None:
    reader = TileReader(store.read, target.size)
    if Frontier.read(target.size, reader).root() != target.root:
        raise TileError(
            f"the tiles do not give the root of the checkpoint at {target.size} entries:"
            " publish again from 0, which names the tile that differs"
        )


def _drop_partial_tiles(store: Store, old_size: int, new_size: int) -> None:
    for level in (-1, *levels(new_size)):
        for tile in changed_tiles(level, old_size, new_size):
            if tile.width == WIDTH:
                store.delete(tile.partial_folder)
