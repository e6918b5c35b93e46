from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """What takes two administrators."""

    ROLE_GIVEN = "role_given", _("role given")
    ROLE_TAKEN = "role_taken", _("role taken")
    SYSTEM_STATUS = "system_status", _("status of a system")
    SETTING = "setting", _("setting")


class Verdict(TextChoices):
    """What became of a proposed change."""

    OPEN = "open", _("open")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


# Of accounts and their roles.
OF_ROLES = (ChangeKind.ROLE_GIVEN, ChangeKind.ROLE_TAKEN)
# By another than who proposed it.
BY_ANOTHER = (Verdict.APPROVED, Verdict.DECLINED)
