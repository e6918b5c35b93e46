"""How findings of a kind are handled: by which rule, and which offices are told."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.findings.choices import Kind, Severity
from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.personnel.choices import Role


class Office(models.Model):
    """Who is told of findings: those who hold a role, some accounts, or an office outside."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    role = models.CharField(
        _("role that reads its notices"), max_length=20, choices=Role, blank=True
    )
    accounts = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("accounts that read its notices"),
    )
    outside = models.BooleanField(
        _("told by hand"),
        default=False,
        help_text=_("An office without an account here; someone records when and how it was told."),
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        triggers: ClassVar = [NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="office_has_a_name"),
            models.CheckConstraint(
                condition=Q(outside=False) | Q(role=""), name="office_outside_has_no_role"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HandlingRule(models.Model):
    """One version of the rule for a kind; the latest number is in force, none is changed."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.PositiveIntegerField(_("version"))
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    severity_second = models.CharField(
        _("severity of a second violation"), max_length=10, choices=Severity
    )
    severity_further = models.CharField(
        _("severity of any further violation"), max_length=10, choices=Severity
    )
    days_to_review = models.PositiveSmallIntegerField(_("days to review"))
    days_for_reply = models.PositiveSmallIntegerField(_("days for a reply"))
    tell_after_days = models.PositiveSmallIntegerField(_("days until told of unmasking"))
    since = models.DateTimeField(_("in force since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("Empty for the rule that ships."),
    )
    reason = models.TextField(_("reason"))

    class Meta:
        ordering = ("kind", "-number")
        verbose_name = _("rule for handling findings")
        verbose_name_plural = _("rules for handling findings")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("kind", "number"), name="handlingrule_numbered"),
            models.CheckConstraint(
                condition=Q(days_to_review__range=(1, 365), days_for_reply__range=(3, 180))
                & Q(tell_after_days__lte=3650),
                name="handlingrule_leaves_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="handlingrule_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.number}"

    def severity_after(self, earlier: int) -> str:
        """How grave a finding is about someone with so many earlier violations."""
        return (self.severity, self.severity_second, self.severity_further)[min(earlier, 2)]

    def review_due(self, at: datetime) -> datetime:
        return at + timedelta(days=self.days_to_review)

    def reply_due(self, at: datetime) -> datetime:
        return at + timedelta(days=self.days_for_reply)


class RuleOffice(models.Model):
    """An office that the rule has told of each finding, within so many hours."""

    rule = models.ForeignKey(
        HandlingRule, models.PROTECT, related_name="offices", verbose_name=_("rule")
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    hours = models.PositiveSmallIntegerField(_("hours"))

    class Meta:
        ordering = ("hours", "office__name")
        verbose_name = _("office to be told")
        verbose_name_plural = _("offices to be told")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("rule", "office"), name="ruleoffice_told_once"),
            models.CheckConstraint(
                condition=Q(hours__range=(1, 8760)), name="ruleoffice_within_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.hours}"
