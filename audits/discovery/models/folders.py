"""Folders of the server in which logs arrive."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED


class WatchedFolder(models.Model):
    """A folder of the server that is looked through for new files, which stay where they are."""

    path = models.CharField(
        _("folder"), max_length=500, unique=True, help_text=_("A full path on the server.")
    )
    zone = models.CharField(_("zone of times that state none"), max_length=60)
    log_format = models.CharField(_("format"), max_length=40, blank=True)
    active = models.BooleanField(_("watched"), default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        ordering = ("path",)
        verbose_name = _("watched folder")
        verbose_name_plural = _("watched folders")
        triggers: ClassVar = [NEVER_EMPTIED]

    def __str__(self) -> str:
        return self.path
