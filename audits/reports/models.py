"""Reports as they were made: the figures are kept, so that a later page shows the same."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.reports.choices import Kind
from audits.reports.period import Period
from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.personnel.models import Unit


class Report(models.Model):
    """One report over a period: `[period_from, period_to]`, both days included."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("With every unit below it; empty for the whole department."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("Empty for a report made by a command."),
    )
    made_at = models.DateTimeField(_("made"))
    figures = models.JSONField(_("figures"))
    digest = models.CharField(_("SHA-256 of the figures"), max_length=64)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")),
                name="report_period_in_order",
                violation_error_message=_("A period ends on or after the day it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)
