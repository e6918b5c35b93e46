"""What has to be sound in a version, and proved of it, before it goes on."""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policy.policies.analysis.results import Proof
from policy.policies.deciding import CaseResult
from policy.policies.models import Version
from policy.policies.queries import errors_of, proofs_of, standing_proofs, suite_of


def refuse_unless_sound(version: Version, *, at: datetime) -> None:
    """Raise ValidationError with the list of what is wrong with a version as it would be at `at`.

    Its text may have no error, its cases have to be green, and no assurance may fail: neither its
    own, nor one of the department's over all that is in force then.
    """
    if faults := [*faults_of(version, at)]:
        raise ValidationError(faults)


def faults_of(version: Version, at: datetime) -> Iterator[str]:
    """What is wrong with a version as it would be at `at`.

    Errors of the text; else its red cases, and the assurances that fail.
    """
    errors = errors_of(version)
    yield from errors
    if not errors:
        yield from (_red(result) for result in suite_of(version).red)
        yield from (_failed(proof) for proof in proofs_of(version) if proof.holds is False)
        standing = standing_proofs(at, with_version=version)
        yield from (_broken(proof) for proof in standing if proof.holds is False)


def unproved_of(version: Version, at: datetime) -> Iterator[str]:
    """The assurances that are not proved: what is not proved is not taken to hold."""
    if not errors_of(version):
        proofs = (*proofs_of(version), *standing_proofs(at, with_version=version))
        yield from (_unproved(proof) for proof in proofs if proof.holds is None)


def _red(result: CaseResult) -> str:
    words = {"id": result.case.id, "why": result.why.rstrip(".")}
    return _("Case %(id)s: %(why)s.") % words


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
