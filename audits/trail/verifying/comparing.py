"""What was done to the entries, found by holding their hashes against those that were sealed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.verifying.describing import in_words, sealed_as, stands_as
from audits.trail.verifying.published import Published
from audits.trail.verifying.results import MOST_TOLD, About, Fault


@dataclass(frozen=True, slots=True)
class Suspect:
    """A place where the hash of what is `found` is not the one that is `shown` for it.

    `found` is None where the entry is gone, `shown` where no other hash is left to be told.
    """

    index: int
    found: bytes | None
    shown: bytes | None


@dataclass
class Moves:
    """Which of the suspects were changed, removed, added or swapped; the rest moved for that."""

    changed: list[Suspect] = field(default_factory=list)
    removed: list[Suspect] = field(default_factory=list)
    added: list[Suspect] = field(default_factory=list)
    swapped: list[tuple[Suspect, int]] = field(default_factory=list)


def sort_out(
    suspects: Sequence[Suspect], *, found: Mapping[bytes, int], beyond: Mapping[bytes, int]
) -> Moves:
    """Divide the suspects by what was done.

    `found` has the place of each hash in the database since the first suspect, `beyond` that of
    each hash that is published where the database has ended.
    """
    moves = Moves()
    shown = {**beyond, **{it.shown: it.index for it in suspects if it.shown is not None}}
    for it in suspects:
        now_at = found.get(it.shown) if it.shown else None
        was_at = shown.get(it.found) if it.found else None
        if now_at is None:
            (moves.removed if it.found is None or was_at is not None else moves.changed).append(it)
        elif was_at is None and it.found is not None:
            moves.added.append(it)
        elif was_at == now_at and it.index < now_at:
            moves.swapped.append((it, now_at))
    return moves


def faults_of(moves: Moves, published: Published) -> Iterator[Fault]:
    """The faults in words, each with its place and what was sealed there."""
    for it in moves.changed[:MOST_TOLD]:
        yield _changed(it, published)
    for first, last in list(_runs(moves.removed))[:MOST_TOLD]:
        yield _removed(first, last, published)
    for it in moves.added[:MOST_TOLD]:
        yield _added(it)
    for it, other in moves.swapped[:MOST_TOLD]:
        yield _swapped(it, other, published)
    yield from _more(moves)


def _changed(it: Suspect, published: Published) -> Fault:
    about = sealed_as(published, it.index, it.shown)
    if about:
        words = _("Entry %(index)s was changed. It was sealed as: %(what)s.")
    else:
        words = _("Entry %(index)s was changed. It reads now: %(what)s.")
    return _fault(Wrong.CHANGED, words, it, about or stands_as(it.index))


def _removed(first: Suspect, last: Suspect, published: Published) -> Fault:
    about = sealed_as(published, first.index, first.shown) or stands_as(first.index)
    if first.index == last.index:
        return _fault(
            Wrong.REMOVED, _("Entry %(index)s was removed. It was: %(what)s."), first, about
        )
    words = _("Entries %(index)s to %(last)s were removed. The first of them was: %(what)s.")
    return _fault(Wrong.REMOVED, words, first, about, last=f"{last.index:,}")


def _added(it: Suspect) -> Fault:
    words = _("Entry %(index)s was added between entries that were sealed before: %(what)s.")
    return _fault(Wrong.ADDED, words, it, stands_as(it.index))


def _swapped(it: Suspect, other: int, published: Published) -> Fault:
    words = _("Entries %(index)s and %(other)s were swapped. Sealed at %(index)s was: %(what)s.")
    about = sealed_as(published, it.index, it.shown)
    return _fault(Wrong.SWAPPED, words, it, about, other=f"{other:,}")


def _fault(wrong: Wrong, words: str, it: Suspect, about: About | None, **told: str) -> Fault:
    return Fault(
        wrong=wrong,
        words=words % {"index": f"{it.index:,}", "what": in_words(about), **told},
        index=it.index,
        about=about,
        evidence=(it.found or b"").hex()[:16],
    )


def _more(moves: Moves) -> Iterator[Fault]:
    rest = [*moves.changed[MOST_TOLD:], *moves.added[MOST_TOLD:]]
    rest += [it for it, _other in moves.swapped[MOST_TOLD:]]
    rest += [first for first, _last in list(_runs(moves.removed))[MOST_TOLD:]]
    if rest:
        indexes = [it.index for it in rest]
        yield Fault(
            wrong=Wrong.CHANGED,
            words=_("%(count)s more entries are not as they were sealed, from %(from)s to %(to)s.")
            % {"count": f"{len(rest):,}", "from": f"{min(indexes):,}", "to": f"{max(indexes):,}"},
            index=min(indexes),
            evidence=f"{len(rest)} more",
        )


def _runs(suspects: Sequence[Suspect]) -> Iterator[tuple[Suspect, Suspect]]:
    """First and last of each run of neighbors."""
    if not suspects:
        return
    first = suspects[0]
    for one, other in pairwise(suspects):
        if other.index != one.index + 1:
            yield first, one
            first = other
    yield first, suspects[-1]
