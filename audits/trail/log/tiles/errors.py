"""What can be wrong with the files of a log; each names the file or the entry."""


class TileError(ValueError):
    """A file of the log is not what it has to be."""


class MissingTile(TileError):
    """A file of the log is not there."""


class EntryTooLong(TileError):
    """An entry is longer than a bundle can hold."""
