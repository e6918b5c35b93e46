"""What somebody signed: that the log had so many entries, and this root."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto

from django.conf import settings
from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.log import checkpoints, cosignatures, notes
from audits.trail.log.keys import Verifier
from audits.trail.log.notes import BadSignature, NoteError
from audits.trail.verifying.keys import Keys
from audits.trail.verifying.reading import Signed
from audits.trail.verifying.results import Fault


class Holder(Enum):
    """Who has a checkpoint: the database, the published log, or somebody outside."""

    DATABASE = auto()
    PUBLISHED = auto()
    OUTSIDE = auto()


@dataclass(frozen=True)
class Claim:
    """The log's first `size` entries have this root, says the checkpoint that `where` names."""

    size: int
    root: bytes
    holder: Holder
    where: str
    at: datetime | None = None


class Unreadable(Exception):
    """A checkpoint from outside that nothing can be held against, with the reason."""


@dataclass
class Signatures:
    """Judges the signatures under checkpoints, and keeps what it found.

    `signed` is the size of the largest checkpoint that a trusted key signed; `strange` are the
    checkpoints that none did, by size, and who signed them instead.
    """

    keys: Keys
    signed: int = 0
    strangers: int = 0
    faults: list[Fault] = field(default_factory=list)

    def judge_stored(self, stored: Signed) -> Claim:
        """The claim of a checkpoint of the database, whoever signed it."""
        where = _("the checkpoint of %(size)s entries") % {"size": f"{stored.size:,}"}
        claim = Claim(stored.size, stored.root, Holder.DATABASE, where, stored.at)
        try:
            note = notes.parse(stored.note)
            told = checkpoints.parse(note.text)
        except NoteError as error:
            self._forged(claim, _("It cannot be read: %(why)s.") % {"why": error})
            return claim
        if (told.size, told.root) != (stored.size, stored.root):
            self._forged(claim, _("Its columns do not say what was signed."))
        if told.origin != settings.TRAIL_ORIGIN:
            self._forged(claim, _("It is of the log %(origin)s.") % {"origin": told.origin})
        self._judge(claim, note)
        return claim

    def judge_published(self, data: bytes) -> Claim | None:
        """The claim of the published checkpoint, or none where it is no checkpoint of this log."""
        where = _("the published checkpoint")
        try:
            note = notes.parse(data)
            told = checkpoints.parse(note.text)
        except NoteError as error:
            broken = Claim(0, b"", Holder.PUBLISHED, where)
            self._forged(broken, _("It cannot be read: %(why)s.") % {"why": error})
            return None
        claim = Claim(told.size, told.root, Holder.PUBLISHED, where)
        if told.origin != settings.TRAIL_ORIGIN:
            self._forged(claim, _("It is of the log %(origin)s.") % {"origin": told.origin})
            return None
        return claim if self._judge(claim, note, has_to=True) else None

    def _judge(self, claim: Claim, note: notes.Note, *, has_to: bool = False) -> bool:
        """Whether nothing under the note is wrong."""
        if not self.keys.log:
            return True
        try:
            notes.verify(note, self.keys.log)
        except BadSignature:
            self._forged(claim, _("What stands there is not what was signed."))
            return False
        except NoteError:
            self.strangers += 1
            if has_to:
                self._forged(claim, _("No key that is trusted here signed it."))
            return not has_to
        self.signed = max(self.signed, claim.size)
        return True

    def _forged(self, claim: Claim, why: str) -> None:
        words = _("%(where)s was edited or made up. %(why)s") % {"where": claim.where, "why": why}
        evidence = f"{claim.holder.name.lower()} {claim.size} {claim.root.hex()[:16]}"
        self.faults.append(
            Fault(
                wrong=Wrong.FORGED, words=_begin(words), index=claim.size or None, evidence=evidence
            )
        )


def read_outside(data: bytes, *, name: str, keys: Keys) -> Claim:
    """The claim of a checkpoint that somebody outside kept; raises `Unreadable`.

    A checkpoint that a known witness cosigned counts also where the log's key has changed since.
    """
    try:
        note = notes.parse(data)
        told = _of_this_log(checkpoints.parse(note.text))
        if keys.log or keys.witnesses:
            notes.verify(note, [*keys.log, *keys.witnesses])
        seen = cosignatures.verify(note, keys.witnesses)
    except NoteError as error:
        raise Unreadable(f"{name}: {error}") from None
    at = max((_time(each.at) for each in seen), default=None)
    return Claim(told.size, told.root, Holder.OUTSIDE, name, at)


def _of_this_log(told: checkpoints.Checkpoint) -> checkpoints.Checkpoint:
    if told.origin != settings.TRAIL_ORIGIN:
        raise NoteError(
            _("it is of the log %(origin)s, not of %(ours)s")
            % {"origin": told.origin, "ours": settings.TRAIL_ORIGIN}
        )
    return told


def wrong_cosignatures(
    cosigned: Iterable[tuple[int, str, str]], witnesses: Iterable[Verifier]
) -> Iterable[tuple[int, str]]:
    """Size and witness of each cosignature that does not fit its checkpoint.

    `cosigned` are size, note of the checkpoint, and line.
    """
    witnesses = tuple(witnesses)
    for size, note, line in cosigned:
        try:
            cosignatures.verify(notes.parse(note + line + "\n"), witnesses)
        except NoteError as error:
            yield size, str(error)


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
