"""What belongs to one finding: its evidence, its steps, who was told, what was replied."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.findings.choices import Action, State
from audits.findings.models.findings import Finding
from audits.findings.models.handling import Office
from audits.findings.triggers.proceedings import EVIDENCE_WHILE_OPEN, REPLY_IN_TIME, TOLD_ONCE
from audits.findings.triggers.steps import STEP_TELLS_STATE, STEP_TRUE
from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE


class Evidence(models.Model):
    """What shows it: `words` for every reader; `sealed` and `sealed_link` for whom it is unmasked.

    A link is sealed where the finding is about somebody, as what it leads to may name them.
    """

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="evidence", verbose_name=_("finding")
    )
    words = models.TextField(_("what it shows"))
    at = models.DateTimeField(_("when it happened"), null=True)
    times = models.PositiveIntegerField(_("searches told of"), default=0)
    link = models.CharField(_("link"), max_length=300, blank=True)
    sealed = models.BinaryField(_("sealed details"), null=True)
    sealed_link = models.BinaryField(_("sealed link"), null=True)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("brought by"),
    )

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        triggers: ClassVar = [WRITTEN_ONCE, EVIDENCE_WHILE_OPEN, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("finding", "digest"), name="evidence_added_once"),
            models.CheckConstraint(condition=~Q(words=""), name="evidence_says_something"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__regex=r"^/([^/\\]|$)"),
                name="evidence_leads_nowhere_else",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Step(models.Model):
    """One step of a finding. `by_mark` is the mark of who took it, in this finding alone."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="steps", verbose_name=_("finding")
    )
    action = models.CharField(_("action"), max_length=20, choices=Action)
    before = models.CharField(_("before"), max_length=20, choices=State)
    after = models.CharField(_("after"), max_length=20, choices=State)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty for the clock, and for the person it is about."),
    )
    by_mark = models.CharField(_("mark of who took it"), max_length=32, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("step of a finding")
        verbose_name_plural = _("steps of findings")
        triggers: ClassVar = [STEP_TRUE, STEP_TELLS_STATE, WRITTEN_ONCE, NEVER_EMPTIED]

    def __str__(self) -> str:
        return str(self.get_action_display())


class Reply(models.Model):
    """What the person says to it; sealed, as whoever speaks of themselves may name themselves."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="replies", verbose_name=_("finding")
    )
    sealed = models.BinaryField(_("sealed words"))
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ("pk",)
        verbose_name = _("reply to a finding")
        verbose_name_plural = _("replies to findings")
        triggers: ClassVar = [REPLY_IN_TIME, WRITTEN_ONCE, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.at:%Y-%m-%d}"


class OfficeNotice(models.Model):
    """That an office has to be told of a finding by `due_at`, and how it was told."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="office_notices", verbose_name=_("finding")
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    due_at = models.DateTimeField(_("due"))
    told_at = models.DateTimeField(_("told"), null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("told by"),
        help_text=_("Empty where Gatehouse told it."),
    )
    how = models.TextField(_("how"), blank=True)

    class Meta:
        ordering = ("due_at", "pk")
        verbose_name = _("notice to an office")
        verbose_name_plural = _("notices to offices")
        triggers: ClassVar = [TOLD_ONCE, NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(told_at=None), name="officenotice_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("finding", "office"), name="officenotice_once"),
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None, how="")
                | Q(told_at__isnull=False) & ~Q(how=""),
                name="officenotice_told_somehow",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)

    def is_overdue(self, at: datetime) -> bool:
        return self.told_at is None and self.due_at < at
