"""Whose signatures a verification trusts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from audits.trail.log.keys import BadKey, Kind, Verifier, read_verifier
from audits.trail.sequencing.keys import signers


@dataclass(frozen=True)
class Keys:
    """The keys of the log and of its witnesses."""

    log: tuple[Verifier, ...]
    witnesses: tuple[Verifier, ...] = ()


def trusted_keys(given: Sequence[Verifier]) -> Keys:
    """The keys that were given, or else those with which this server signs and that it is told.

    What the database says of keys proves nothing: whoever rewrites it writes their own key there.
    """
    log = tuple(key for key in given if key.kind is Kind.LOG)
    witnesses = tuple(key for key in given if key.kind is Kind.WITNESS)
    asked = tuple(witness.key for witness in settings.TRAIL_WITNESSES)
    return Keys(log or (*_own(), *_told()), witnesses or asked)


def _told() -> Iterator[Verifier]:
    """Raises ImproperlyConfigured, with the setting, where one of them cannot be read."""
    for text in settings.TRAIL_VERIFIER_KEYS:
        try:
            yield read_verifier(text)
        except BadKey as error:
            raise ImproperlyConfigured(f"A key of TRAIL_VERIFIER_KEYS is none: {error}.") from error


def _own() -> Iterator[Verifier]:
    """The keys with which this server signs, if it has any; none is made for the purpose."""
    if settings.TRAIL_SIGNING_KEY or settings.TRAIL_SIGNING_KEY_FILE.exists():
        try:
            yield from (signer.verifier for signer in signers())
        except ImproperlyConfigured:
            return
