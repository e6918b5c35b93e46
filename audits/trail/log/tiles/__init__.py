"""The log as static files (C2SP tlog-tiles): hashes and entries by the 256, and a checkpoint."""

from audits.trail.log.tiles.bundles import LONGEST_ENTRY, read_bundle, write_bundle
from audits.trail.log.tiles.checking import wrong_files
from audits.trail.log.tiles.errors import EntryTooLong, MissingTile, TileError
from audits.trail.log.tiles.names import (
    CHECKPOINT,
    WIDTH,
    Tile,
    changed_tiles,
    read_path,
    tiles_of,
)
from audits.trail.log.tiles.publishing import publish
from audits.trail.log.tiles.reading import TileReader
from audits.trail.log.tiles.stores import FolderStore, Store

__all__ = [
    "CHECKPOINT",
    "LONGEST_ENTRY",
    "WIDTH",
    "EntryTooLong",
    "FolderStore",
    "MissingTile",
    "Store",
    "Tile",
    "TileError",
    "TileReader",
    "changed_tiles",
    "publish",
    "read_bundle",
    "read_path",
    "tiles_of",
    "write_bundle",
    "wrong_files",
]
