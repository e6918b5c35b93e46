from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    """What a verification of the trail comes to."""

    WHOLE = "whole", _("whole")
    TAMPERED = "tampered", _("tampered with")
    CANNOT_TELL = "cannot_tell", _("cannot tell")


class Wrong(TextChoices):
    """What was done to the trail, as far as a verification can tell."""

    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")
    ADDED = "added", _("added")
    SWAPPED = "swapped", _("swapped")
    ROLLED_BACK = "rolled_back", _("rolled back")
    REWRITTEN = "rewritten", _("rewritten")
    FORGED = "forged", _("forged")
    DRIFTED = "drifted", _("drifted")
