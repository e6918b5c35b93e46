"""From what was read to what was done, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.verifying.claims import Claim, Holder
from audits.trail.verifying.comparing import Suspect, faults_of, sort_out
from audits.trail.verifying.examining import Examination
from audits.trail.verifying.published import Published
from audits.trail.verifying.results import Fault


def conclude(examination: Examination) -> Iterator[Fault]:
    """The faults of a log that was read to its end."""
    in_published = [it for it in examination.suspects if _is_of_the_log(it, examination)]
    in_database = [it for it in examination.suspects if not _is_of_the_log(it, examination)]
    moves = sort_out(in_database, found=examination.found, beyond=examination.beyond)
    yield from faults_of(moves, examination.published)
    for it in in_published:
        examination.published.faults.add(_("published hashes"), _published_wrongly(it))
    yield from examination.faults
    yield from _rolled_back(examination)
    yield from _unmet(examination, first_suspect=in_database[0].index if in_database else None)
    trusted = examination.recorded if not in_database else examination.shown
    examination.published.check_above(trusted.tile_roots)
    yield from examination.published.faults


def _is_of_the_log(it: Suspect, examination: Examination) -> bool:
    """Whether the published hash is wrong, and the entry in the database right."""
    judged = examination.judged
    return it.index < judged.recorded_up_to and it.index >= judged.shown_up_to


def _published_wrongly(it: Suspect) -> Fault:
    words = _("The published hash of entry %(index)s was changed; the entry is as it was signed.")
    return Fault(
        wrong=Wrong.CHANGED,
        words=words % {"index": f"{it.index:,}"},
        index=it.index,
        evidence=f"tile {(it.shown or b'').hex()[:16]}",
    )


def _rolled_back(examination: Examination) -> Iterator[Fault]:
    for claim in examination.others:
        if claim.size > examination.size:
            yield _gone(claim, examination.size, examination.published)


def _gone(claim: Claim, size: int, published: Published) -> Fault:
    words = _(
        "The log was rolled back: %(where)s has %(then)s entries, the database has %(now)s. "
        "The last %(gone)s are gone."
    )
    told = {
        "where": claim.where,
        "then": f"{claim.size:,}",
        "now": f"{size:,}",
        "gone": f"{claim.size - size:,}",
    }
    return Fault(
        wrong=Wrong.ROLLED_BACK,
        words=words % told,
        index=size,
        evidence=f"{claim.size} {claim.root.hex()[:16]}",
    )


def _unmet(examination: Examination, first_suspect: int | None) -> Iterator[Fault]:
    """Signed trees that the entries do not give, unless what was found explains it.

    What was signed outside of the department is told in any case.
    """
    for claim in examination.judged.unmet:
        is_explained = first_suspect is not None and first_suspect < claim.size
        if claim.holder is Holder.OUTSIDE or not is_explained:
            yield _rewritten(claim, examination)


def _rewritten(claim: Claim, examination: Examination) -> Fault:
    words = _(
        "History was rewritten: the first %(size)s entries are not those of %(where)s. "
        "The change lies between entry %(from)s and entry %(to)s."
    )
    begins = _certain_up_to(claim, examination)
    told = {
        "size": f"{claim.size:,}",
        "where": claim.where,
        "from": f"{begins:,}",
        "to": f"{claim.size - 1:,}",
    }
    return Fault(
        wrong=Wrong.REWRITTEN,
        words=words % told,
        index=begins,
        evidence=f"{claim.size} {claim.root.hex()[:16]}",
    )


def _certain_up_to(claim: Claim, examination: Examination) -> int:
    """Up to where the entries are certain: whoever signed anew, signed the database's alone."""
    judged = examination.judged
    return judged.fits_up_to if claim.holder is Holder.DATABASE else judged.certain_up_to
