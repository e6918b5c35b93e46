"""Each time that somebody, or the clock, looked whether the trail is as it was sealed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.trail.choices import Verdict
from audits.trail.triggers import NEVER_EMPTIED, WRITTEN_ONCE


class Verification(models.Model):
    """One run over the first `size` entries, and what it said in `lines`."""

    at = models.DateTimeField(_("when"))
    by = models.TextField(_("by"))
    size = models.BigIntegerField(_("entries"))
    verdict = models.CharField(_("result"), max_length=20, choices=Verdict)
    lines = ArrayField(models.TextField(), verbose_name=_("what it said"))

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("-at", "-id"), name="verification_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}: {self.get_verdict_display()}"
