"""Checks a proof, and says in words what it proves."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from audits.trail.log import checkpoints, notes, tlog_proof
from audits.trail.log.cosignatures import Cosignature
from audits.trail.log.keys import Kind, Verifier
from audits.trail.log.notes import BadSignature, NoteError
from audits.trail.log.proofs import ProofError
from audits.trail.proving.files import Evidence, NotAProof

Members = dict[str, Any]


@dataclass(frozen=True)
class Checked:
    """What was proven. `content_fits` is None where no content was given."""

    index: int
    size: int
    origin: str
    key: Verifier
    witnesses: tuple[tuple[str, datetime], ...]
    entry: Members
    content: Members | None
    content_fits: bool | None


def check(evidence: Evidence, verifiers: Iterable[Verifier]) -> Checked:
    """What the evidence proves, by the known keys; raises NotAProof with the reason in words."""
    known = list(verifiers)
    proof = _parsed(evidence.proof)
    signer = _signer(proof.checkpoint, known)
    verified = _verified(proof, evidence.entry, known)
    entry = _members(evidence.entry)
    fits = _fits(entry, evidence.content)
    return Checked(
        index=verified.index,
        size=verified.checkpoint.size,
        origin=verified.checkpoint.origin,
        key=signer,
        witnesses=tuple(map(_seen, verified.cosignatures)),
        entry=entry,
        content=_members(evidence.content) if evidence.content and fits else None,
        content_fits=fits,
    )


def _parsed(data: bytes) -> tlog_proof.Proof:
    try:
        return tlog_proof.parse(data)
    except ProofError as error:
        raise NotAProof(_("This is not a proof, or it is cut off.")) from error


def _signer(note: str, known: list[Verifier]) -> Verifier:
    """The key of the log that signed the checkpoint."""
    try:
        parsed = notes.parse(note)
        checkpoint = checkpoints.parse(parsed.text)
    except NoteError as error:
        raise NotAProof(_("The checkpoint in the proof is cut off or damaged.")) from error
    if checkpoint.origin not in {key.name for key in known if key.kind is Kind.LOG}:
        raise NotAProof(
            _("The proof is of another log, “%(name)s”, which is not this department's.")
            % {"name": checkpoint.origin[:100]}
        )
    try:
        signed = notes.verify(parsed, known)
    except BadSignature as error:
        words = _("A signature does not fit: the checkpoint in the proof was changed.")
        raise NotAProof(words) from error
    except NoteError as error:
        raise NotAProof(_unsigned()) from error
    of_log = [key for key in signed if key.kind is Kind.LOG and key.name == checkpoint.origin]
    if not of_log:
        raise NotAProof(_unsigned())
    return of_log[0]


def _unsigned() -> str:
    return _("No key of this department's log signed the checkpoint in the proof.")


def _verified(proof: tlog_proof.Proof, entry: bytes, known: list[Verifier]) -> tlog_proof.Verified:
    try:
        return tlog_proof.verify(proof, entry=entry, verifiers=known)
    except ProofError as error:
        raise NotAProof(
            _(
                "The log holds another entry at this place: the entry or the proof was changed, "
                "or the proof is of another entry."
            )
        ) from error


def _members(data: bytes) -> Members:
    """The members of what the log holds; an entry of no form known here has none."""
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _fits(entry: Members, content: bytes | None) -> bool | None:
    if content is None:
        return None
    return hashlib.sha256(content).hexdigest() == entry.get("content")


def _seen(cosignature: Cosignature) -> tuple[str, datetime]:
    return cosignature.witness.name, datetime.fromtimestamp(cosignature.at, UTC)
