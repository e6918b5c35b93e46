from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The reports that the product makes."""

    USE = "use", _("Use of face recognition")
