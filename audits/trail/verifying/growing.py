"""The tree while it is read, tile by tile, and its root at every size that somebody signed."""

from collections.abc import Iterator, Sequence

from audits.trail.log.tiles import WIDTH
from audits.trail.log.tree import Frontier, fold, subtree_root


class Growing:
    """A tree that is held by the roots of its full tiles."""

    def __init__(self, tile_roots: Sequence[bytes] = ()) -> None:
        self.tile_roots = list(tile_roots)
        self._tiles = Frontier().append(self.tile_roots)

    def copy(self) -> "Growing":
        return Growing(self.tile_roots)

    def roots(self, leaves: Sequence[bytes], widths: Sequence[int]) -> Iterator[bytes]:
        """The root once the first of `leaves` have followed, for each width, in rising order."""
        tail = Frontier()
        for width in widths:
            tail = tail.append(leaves[tail.size : width])
            yield fold(self._tiles.roots + tail.roots)

    def add(self, leaves: Sequence[bytes]) -> None:
        """The leaves of the next tile; one that is not full is the last."""
        if len(leaves) == WIDTH:
            root = subtree_root(leaves)
            self.tile_roots.append(root)
            self._tiles = self._tiles.append([root])
