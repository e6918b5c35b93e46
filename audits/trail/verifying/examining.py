"""Reads the log tile by tile, grows its tree, and holds it against everything that was signed."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.log.tiles import WIDTH
from audits.trail.log.tree import HASH_SIZE
from audits.trail.verifying.claims import Claim, Holder, Signatures
from audits.trail.verifying.comparing import Suspect
from audits.trail.verifying.growing import Growing
from audits.trail.verifying.published import Published
from audits.trail.verifying.reading import Stored
from audits.trail.verifying.results import Fault, Faults
from audits.trail.verifying.tiles import NOTHING, Tile, tile_of, wrong_contents

# As many are told apart; of more, the rest is changed or moved for all that can be said.
MOST_SUSPECTS = 200_000


@dataclass
class Judged:
    """How far what was signed bears out the entries.

    `recorded_up_to` and `shown_up_to` are the largest trees that only one of the two gives;
    `fits_up_to` the largest of the database before one that does not fit, and when it was signed;
    `certain_up_to` the largest that somebody outside holds.
    """

    recorded_up_to: int = 0
    shown_up_to: int = 0
    fits_up_to: int = 0
    fits_at: datetime | None = None
    certain_up_to: int = 0
    unmet: list[Claim] = field(default_factory=list)

    def take(self, claim: Claim, recorded: bytes, shown: bytes) -> None:
        if shown != recorded:
            self.divide(claim, recorded, shown)
        if recorded == claim.root:
            self._met(claim)
        elif claim.holder is not Holder.DATABASE or self._is_first():
            self.unmet.append(claim)

    def divide(self, claim: Claim, recorded: bytes, shown: bytes) -> None:
        if recorded == claim.root:
            self.recorded_up_to = claim.size
        if shown == claim.root:
            self.shown_up_to = claim.size

    def _met(self, claim: Claim) -> None:
        if claim.holder is Holder.OUTSIDE:
            self.certain_up_to = claim.size
        if claim.holder is Holder.DATABASE and self._is_first():
            self.fits_up_to, self.fits_at = claim.size, claim.at

    def _is_first(self) -> bool:
        return all(it.holder is not Holder.DATABASE for it in self.unmet)


class Examination:
    """Of a log of `size` entries. Two trees grow: of what is recorded, and of what is shown.

    The second has the published hash of each entry, or the stored one where none is published. As
    long as both are the same, there is but one.
    """

    def __init__(
        self,
        *,
        size: int,
        signatures: Signatures,
        published: Published,
        others: Sequence[Claim],
        sealed: Container[int],
        hashes_only: bool,
    ) -> None:
        self.size = size
        self.signatures = signatures
        self.published = published
        self.others = others
        self.sealed = sealed
        self.hashes_only = hashes_only
        self.recorded = self.shown = Growing()
        self.judged = Judged()
        self.suspects: list[Suspect] = []
        # Where each hash stands: in the database since the first suspect, and in the published
        # log where the database has ended.
        self.found: dict[bytes, int] = {}
        self.beyond: dict[bytes, int] = {}
        self.faults = Faults()
        # Places to be asked of once more, one by one.
        self.otherwise: list[int] = []

    def take(self, stored: Stored) -> None:
        tile = tile_of(stored, end=self.size, hashes_only=self.hashes_only)
        shown = self._shown(tile)
        is_shown = shown == tile.leaves and NOTHING not in tile.leaves
        if not is_shown and self.shown is self.recorded:
            self.shown = self.recorded.copy()
        self.otherwise += stored.otherwise
        self._judge(stored, tile, shown)
        self.recorded.add(tile.leaves)
        if self.shown is not self.recorded:
            self.shown.add(shown)
            self._note(tile, shown)
        self._check_bytes(tile, is_shown=is_shown)

    def finish(self) -> None:
        """Judge a published tree that is larger than the one of the database."""
        for claim in self.others:
            if claim.holder is Holder.PUBLISHED and claim.size > self.size:
                self.judged.divide(claim, b"", self._root_of_published(claim.size))

    def _root_of_published(self, size: int) -> bytes:
        tree, leaves = self.shown.copy(), list[bytes]()
        for start in range(self.size - self.size % WIDTH, size, WIDTH):
            tree.add(leaves)
            leaves = self.published.hashes(start)
            if self.suspects and len(self.beyond) < MOST_SUSPECTS:
                self.beyond.update(zip(leaves, range(start, size), strict=False))
        return next(tree.roots(leaves, [len(leaves)]))

    def _shown(self, tile: Tile) -> Sequence[bytes]:
        published = self.published.hashes(tile.start)[: len(tile.leaves)]
        if tile.is_whole and tile.leaves[: len(published)] == published:
            return tile.leaves
        rest = zip(tile.placed[len(published) :], tile.leaves[len(published) :], strict=True)
        return [*published, *(_hash_or(placed, leaf) for placed, leaf in rest)]

    def _judge(self, stored: Stored, tile: Tile, shown: Sequence[bytes]) -> None:
        end = tile.start + len(tile.leaves)
        claims = [self.signatures.judge_stored(it) for it in stored.signed]
        claims += [it for it in self.others if tile.start < it.size <= end]
        widths = sorted({it.size - tile.start for it in claims})
        recorded = dict(zip(widths, self.recorded.roots(tile.leaves, widths), strict=True))
        of_shown = recorded
        if self.shown is not self.recorded:
            of_shown = dict(zip(widths, self.shown.roots(shown, widths), strict=True))
        for claim in claims:
            width = claim.size - tile.start
            self.judged.take(claim, recorded[width], of_shown[width])

    def _note(self, tile: Tile, shown: Sequence[bytes]) -> None:
        """Remember each place that differs, and where every hash stands from there on."""
        if len(self.suspects) > MOST_SUSPECTS or len(self.found) > MOST_SUSPECTS:
            return
        self.found.update(zip(tile.leaves, range(tile.start, self.size), strict=False))
        for index, (leaf, other) in enumerate(zip(tile.leaves, shown, strict=True), tile.start):
            if leaf != other or leaf == NOTHING:
                found = None if leaf == NOTHING else leaf
                self.suspects.append(Suspect(index, found, None if other == NOTHING else other))

    def _check_bytes(self, tile: Tile, *, is_shown: bool) -> None:
        if is_shown and not tile.is_whole:
            for fault in _wrong_hashes(tile):
                self.faults.add(_("stored hashes that were changed"), fault)
        if self.hashes_only:
            return
        if is_shown:
            self.published.check_entries(tile.start, tile.entries)
        self._check_contents(tile)

    def _check_contents(self, tile: Tile) -> None:
        changed = {it.index for it in self.suspects[-len(tile.leaves) :]}
        for index, content in wrong_contents(tile):
            if index not in changed and not (content is None and index in self.sealed):
                self.faults.add(_("contents changed or removed"), _wrong_content(index, content))


def _hash_or(placed: bytes | None, leaf: bytes) -> bytes:
    return placed if placed is not None and len(placed) == HASH_SIZE else leaf


def _wrong_hashes(tile: Tile) -> Iterator[Fault]:
    """The entry is as it was sealed, and a hash that stands with it in the database is not."""
    words = _("The hash that the database keeps of entry %(index)s was changed.")
    rows = zip(tile.leaves, tile.placed, tile.kept, strict=True)
    for index, (leaf, *stored) in enumerate(rows, tile.start):
        wrong = [it for it in stored if it != leaf]
        if wrong:
            yield Fault(
                wrong=Wrong.CHANGED,
                words=words % {"index": f"{index:,}"},
                index=index,
                evidence=(wrong[0] or b"").hex()[:16],
            )


def _wrong_content(index: int, content: bytes | None) -> Fault:
    if content is None:
        words = _("The content of entry %(index)s was removed, and no order sealed it.")
        return Fault(wrong=Wrong.REMOVED, words=words % {"index": f"{index:,}"}, index=index)
    words = _("The content of entry %(index)s was changed: what it says of before and after.")
    return Fault(
        wrong=Wrong.CHANGED,
        words=words % {"index": f"{index:,}"},
        index=index,
        evidence=f"content {sha256(content).hexdigest()[:16]}",
    )
