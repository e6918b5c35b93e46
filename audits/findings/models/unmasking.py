"""Who asked for a name, on what basis, and what was answered by whom."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.findings.choices import Basis, Verdict
from audits.findings.models.findings import Finding
from audits.findings.triggers.unmasking import UNMASKED_BY_TWO
from policy.keeping import NEVER_EMPTIED

# So much is said at least of why a name has to be known.
FEWEST_SIGNS = 40
# However long the setting says.
LONGEST = timedelta(days=30)


class Unmasking(models.Model):
    """One question for the name behind a finding; granted, the asker alone sees it, for a time."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="unmaskings", verbose_name=_("finding")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_by_mark = models.CharField(_("mark of who asked"), max_length=32, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    basis = models.CharField(_("legal basis"), max_length=20, choices=Basis)
    words = models.TextField(_("why"))
    answer = models.CharField(_("answer"), max_length=10, choices=Verdict, default=Verdict.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_by_mark = models.CharField(_("mark of who decided"), max_length=32, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    until = models.DateTimeField(_("shown until"), null=True)
    tell_at = models.DateTimeField(_("person to be told"), null=True)
    told_at = models.DateTimeField(_("person told"), null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("person told by"),
        help_text=_("Empty where Gatehouse told them on their own page."),
    )
    told_how = models.TextField(_("how the person was told"), blank=True)
    by_hand = models.BooleanField(_("to be told by hand"), default=False)
    read_at = models.DateTimeField(_("read by the person"), null=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("unmasking")
        verbose_name_plural = _("unmaskings")
        triggers: ClassVar = [UNMASKED_BY_TWO, NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(
                fields=["tell_at"],
                condition=Q(told_at=None, tell_at__isnull=False),
                name="unmasking_to_be_told",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(words__regex=rf"\S.{{{FEWEST_SIGNS - 2},}}\S"),
                name="unmasking_says_why",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="unmasking_by_two",
            ),
            models.CheckConstraint(
                condition=Q(
                    answer=Verdict.OPEN, decided_by=None, decided_at=None, decision_reason=""
                )
                | ~Q(answer=Verdict.OPEN)
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decision_reason=""),
                name="unmasking_decided_with_reason",
            ),
            models.CheckConstraint(
                # What is compared with nothing would pass: hence both are there.
                condition=Q(until__isnull=False, tell_at__isnull=False, answer=Verdict.GRANTED)
                & Q(until__gt=F("decided_at"), until__lte=F("decided_at") + LONGEST)
                & Q(tell_at__gte=F("until"))
                | ~Q(answer=Verdict.GRANTED) & Q(until=None, tell_at=None),
                name="unmasking_ends_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_how="", told_by=None)
                | Q(tell_at__isnull=False, told_at__gte=F("tell_at")) & ~Q(told_how=""),
                name="unmasking_told_afterward",
            ),
            models.UniqueConstraint(
                fields=("finding", "asked_by"),
                condition=Q(answer=Verdict.OPEN),
                name="unmasking_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.get_basis_display()}"

    def is_on(self, at: datetime) -> bool:
        """Whether the name is shown to the asker at this moment."""
        return self.until is not None and at < self.until
