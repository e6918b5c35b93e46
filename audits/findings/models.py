"""What was found amiss, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.findings.choices import INTEGRITY, Disposition, Kind, Source, State
from audits.findings.triggers import KEPT, NEVER_EMPTIED, ONLY_CLOSED

OPEN = Q(state=State.OPEN)
OF_INTEGRITY = Q(kind__in=INTEGRITY)
SAYS_WHY = ~Q(reason="") & ~Q(disposition="")


class Finding(models.Model):
    """One thing amiss: `what`, at which `place`, and its `cause`, by which it is known again."""

    source = models.CharField(_("found by"), max_length=20, choices=Source)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    cause = models.CharField(_("cause"), max_length=500, editable=False)
    what = models.TextField(_("what was found"))
    place = models.TextField(_("where"), blank=True)
    opened_at = models.DateTimeField(_("found"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("closed by"),
        help_text=_("Empty where it was over by itself."),
    )
    disposition = models.CharField(
        _("what became of it"), max_length=20, choices=Disposition, blank=True
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        triggers: ClassVar = [KEPT, ONLY_CLOSED, NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(fields=("-opened_at", "-id"), name="finding_by_time"),
            # Asked by every page of some.
            models.Index(
                fields=("kind",),
                condition=OPEN & OF_INTEGRITY,
                name="finding_of_integrity",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("kind", "cause"), condition=OPEN, name="finding_open_once_per_cause"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="finding_says_something"),
            models.CheckConstraint(
                condition=OPEN & Q(closed_at=None, closed_by=None, disposition="", reason="")
                | Q(state=State.CLOSED, closed_at__isnull=False) & SAYS_WHY,
                name="finding_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=OPEN
                | Q(disposition=Disposition.OVER, closed_by=None)
                | ~Q(disposition=Disposition.OVER) & Q(closed_by__isnull=False),
                name="finding_closed_by_a_person_or_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("findings:detail", args=[self.pk])
