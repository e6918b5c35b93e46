from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WaiverState(TextChoices):
    """Where a waiver stands; one that was granted holds between its dates."""

    ASKED = "asked", _("asked for")
    GRANTED = "granted", _("granted")
    DENIED = "denied", _("denied")
    ENDED = "ended", _("ended before its time")
