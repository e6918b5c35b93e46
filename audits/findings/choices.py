from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """What came upon a finding."""

    VERIFICATION = "verification", _("verification of the trail")
    WATCH = "watch", _("watch over the trail")


class Kind(TextChoices):
    TAMPERED = "tampered", _("trail tampered with")
    DRIFTED = "drifted", _("record not as the trail says")
    NOT_VERIFIED = "not_verified", _("trail not verified")
    NOT_SEALED = "not_sealed", _("trail not sealed")


# What shakes the trail itself: it stands on every page of those who answer for it.
INTEGRITY = (Kind.TAMPERED, Kind.DRIFTED)


class State(TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Disposition(TextChoices):
    """What became of a finding."""

    CONFIRMED = "confirmed", _("confirmed, and acted on")
    EXPLAINED = "explained", _("explained: nothing was done wrong")
    REPAIRED = "repaired", _("repaired")
    OVER = "over", _("over by itself")


# What a person may say of a finding; the rest says the clock.
BY_PERSONS = (Disposition.CONFIRMED, Disposition.EXPLAINED, Disposition.REPAIRED)
