"""The public keys by which this department knows its log and its witnesses."""

from django.conf import settings

from audits.trail.log.keys import Verifier, read_verifier
from audits.trail.models import SigningKey


def known_verifiers() -> list[Verifier]:
    """Every key that ever signed the log, and the witnesses that the department trusts."""
    signed = SigningKey.objects.values_list("verifier", flat=True)
    witnesses = [witness.key for witness in settings.TRAIL_WITNESSES]
    return [*map(read_verifier, signed), *witnesses]
