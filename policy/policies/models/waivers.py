"""Exceptions to one rule for one case, and the decisions that rested on them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.policies.choices import WaiverState
from policy.policies.models.decisions import Decision
from policy.policies.models.parts import Rule
from policy.policies.models.versions import account_field
from policy.policies.triggers.waivers import WAIVER_LIFE


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def holding(self, case_number: str, at: datetime) -> "WaiverQuerySet":
        """The waivers that hold for a case at the moment `at`, whatever became of them later."""
        return self.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=at),
            case_number__iexact=case_number.strip(),
            granted_at__lte=at,
            begins__lte=at,
            ends__gt=at,
        )


class Waiver(models.Model):
    """A dated exception to a named rule of a published version, for a named case.

    It ends with the version: the next one is another text, which nobody has waived.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="waivers", verbose_name=_("rule"))
    case_number = models.CharField(_("case number"), max_length=60)
    reason = models.TextField(_("reason"))
    begins = models.DateTimeField(_("holds from"))
    ends = models.DateTimeField(_("holds until"))
    state = models.CharField(
        _("state"), max_length=20, choices=WaiverState, default=WaiverState.ASKED
    )
    asked_by = account_field(_("asked for by"))
    asked_at = models.DateTimeField(_("asked for"))
    decided_by = account_field(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_reason = models.TextField(_("why"), blank=True)
    granted_at = models.DateTimeField(_("granted"), null=True)
    ended_by = account_field(_("ended by"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    end_reason = models.TextField(_("why it was ended"), blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        triggers: ClassVar = [WAIVER_LIFE, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(Upper("case_number"), name="waiver_by_case_number")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends")),
                name="waiver_ends_after_it_begins",
                violation_error_message=_("A waiver ends after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(case_number="") & ~Q(reason=""),
                name="waiver_names_case_and_reason",
                violation_error_message=_("Name the case and the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")),
                name="waiver_decided_by_another",
                violation_error_message=_("Nobody decides on a waiver that they asked for."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=WaiverState.ASKED, decided_by__isnull=True, granted_at__isnull=True
                )
                | Q(state=WaiverState.DENIED, decided_by__isnull=False, granted_at__isnull=True)
                | Q(
                    state__in=(WaiverState.GRANTED, WaiverState.ENDED),
                    decided_by__isnull=False,
                    granted_at__isnull=False,
                ),
                name="waiver_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state=WaiverState.ENDED, ended_by__isnull=False, ended_at__isnull=False)
                & ~Q(end_reason="")
                | ~Q(state=WaiverState.ENDED) & Q(ended_by__isnull=True, ended_at__isnull=True),
                name="waiver_ended_by_someone_with_reason",
            ),
        ]

    def __str__(self) -> str:
        words = {"rule": self.rule.identifier, "case": self.case_number}
        return str(_("Waiver of %(rule)s for %(case)s") % words)

    def get_absolute_url(self) -> str:
        return reverse("policies:waiver", args=[self.pk])


class DecisionWaiver(models.Model):
    """A waiver on which a decision rested: its rule would have spoken, and was not asked."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="waivers")
    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="decisions")

    class Meta:
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("decision", "waiver"), name="decision_waiver_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.waiver}"
