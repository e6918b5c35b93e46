"""The public keys by which this department knows its log and its witnesses."""

from django.conf import settings

from audits.trail.log.keys import Verifier, read_verifier
from audits.trail.models import SigningKey


def known_verifiers() -> list[Verifier]:
    """Every key that ever signed the log, and the witnesses that the department trusts."""
    signed = SigningKey.objects.values_list("verifier", flat=True)
    return [read_verifier(text) for text in (*signed, *settings.TRAIL_WITNESS_KEYS)]
