"""What has to be proved of a version before it goes on."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policy.policies.analysis.results import Proof
from policy.policies.models import Version
from policy.policies.queries import errors_of, proofs_of, standing_proofs


def refuse_unless_sound(version: Version, *, at: datetime) -> None:
    """Raise ValidationError with the list of what is wrong with a version as it would be at `at`.

    Its text may have no error, and no assurance may fail: neither its own, nor one of the
    department's over all that is in force then.
    """
    _refuse([*_faults(version, at)])


def refuse_unless_proved(version: Version, *, at: datetime) -> None:
    """The same, and every assurance has to be proved: what is not proved is not taken to hold."""
    refuse_unless_sound(version, at=at)
    proofs = (*proofs_of(version), *standing_proofs(at, with_version=version))
    _refuse([_unproved(proof) for proof in proofs if proof.holds is None])


def _refuse(messages: Sequence[str]) -> None:
    if messages:
        raise ValidationError(list(messages))


def _faults(version: Version, at: datetime) -> Iterator[str]:
    errors = errors_of(version)
    yield from errors
    if not errors:
        yield from (_failed(proof) for proof in proofs_of(version) if proof.holds is False)
        standing = standing_proofs(at, with_version=version)
        yield from (_broken(proof) for proof in standing if proof.holds is False)


def _failed(proof: Proof) -> str:
    return _("The assurance “%(id)s” fails: %(text)s %(example)s") % _words(proof)


def _broken(proof: Proof) -> str:
    words = _("The department's standing assurance “%(id)s” fails: %(text)s %(example)s")
    return words % _words(proof)


def _unproved(proof: Proof) -> str:
    return _(
        "The assurance “%(id)s” is not proved, because the solver did not finish. Make the rules "
        "simpler, or try again when the machine is less busy."
    ) % _words(proof)


def _words(proof: Proof) -> dict[str, str]:
    example = proof.example.text if proof.example else ""
    return {"id": proof.id, "text": proof.text, "example": example}
