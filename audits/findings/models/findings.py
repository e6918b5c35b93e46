"""What was found amiss, and where it stands."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.findings.choices import (
    INTEGRITY,
    OF_THE_TRAIL,
    Kind,
    Outcome,
    Severity,
    Source,
    State,
)
from audits.findings.lifecycle import DISPOSES, UNDECIDED
from audits.findings.models.disclosures import Disclosure
from audits.findings.models.handling import HandlingRule
from audits.findings.models.subjects import Subject
from audits.findings.pseudonyms import keyed
from audits.findings.triggers.findings import FINDING_LIFE
from policy.keeping import NEVER_EMPTIED

OPEN = Q(state__in=sorted(UNDECIDED))
OF_INTEGRITY = Q(kind__in=INTEGRITY)


class Finding(models.Model):
    """One thing amiss: `what`, at which `place`, and its `cause`, by which it is known again.

    `what`, `place` and the words of the evidence name nobody. Whom it is about is the `subject`;
    `mark` is the same for that person alone, and in this finding alone.
    """

    reference = models.UUIDField(_("reference"), default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("found by"), max_length=20, choices=Source)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    cause = models.CharField(_("cause"), max_length=500, editable=False)
    what = models.TextField(_("what was found"))
    place = models.TextField(_("where"), blank=True)
    happened_from = models.DateTimeField(_("happened from"), null=True)
    happened_until = models.DateTimeField(_("happened until"), null=True)
    opened_at = models.DateTimeField(_("found"))
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("evidence brought by"),
        help_text=_("Empty where a job came upon it."),
    )
    subject = models.ForeignKey(
        Subject,
        models.PROTECT,
        null=True,
        related_name="findings",
        verbose_name=_("whom it is about"),
        help_text=_("Empty where nobody knows."),
    )
    mark = models.CharField(_("mark of the person"), max_length=32, blank=True, editable=False)
    rule = models.ForeignKey(
        HandlingRule, models.PROTECT, related_name="+", verbose_name=_("handled by")
    )
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    earlier = models.PositiveIntegerField(_("earlier violations"), default=0)
    review_due = models.DateTimeField(_("review due"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    state_at = models.DateTimeField(_("in this state since"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reply_due = models.DateTimeField(_("reply due"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("closed by"),
        help_text=_("Empty where it was over by itself, or disclosed."),
    )
    reason = models.TextField(_("reason"), blank=True)
    disclosure = models.ForeignKey(
        Disclosure,
        models.PROTECT,
        null=True,
        related_name="findings",
        verbose_name=_("disclosure that closed it"),
    )
    outcome = models.CharField(
        _("outcome of the disclosure"), max_length=20, choices=Outcome, blank=True
    )

    class Meta:
        ordering = ("-opened_at", "-pk")
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        triggers: ClassVar = [FINDING_LIFE, NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(fields=["-opened_at", "-id"], name="finding_by_time"),
            models.Index(fields=["subject", "state"], name="finding_by_subject"),
            models.Index(fields=["review_due"], condition=OPEN, name="finding_by_deadline"),
            # Asked by every page of some.
            models.Index(
                fields=["kind"], condition=OPEN & OF_INTEGRITY, name="finding_of_integrity"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("kind", "cause"), condition=OPEN, name="finding_open_once_per_cause"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="finding_says_something"),
            models.CheckConstraint(
                condition=Q(subject=None, mark="") | Q(subject__isnull=False) & ~Q(mark=""),
                name="finding_marked_where_about_somebody",
            ),
            models.CheckConstraint(
                condition=Q(happened_from=None, happened_until=None)
                | Q(happened_from__isnull=False, happened_until__isnull=False)
                & Q(happened_from__lte=F("happened_until")),
                name="finding_happened_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.PERSON) | Q(found_by__isnull=False),
                name="finding_of_a_person_says_whose",
            ),
            models.CheckConstraint(
                condition=Q(reply_due=None) | Q(subject__isnull=False),
                name="finding_reply_of_somebody",
            ),
            models.CheckConstraint(
                condition=OPEN & Q(closed_at=None, closed_by=None, reason="")
                | ~OPEN & Q(closed_at__isnull=False) & ~Q(reason=""),
                name="finding_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=False, state__in=sorted(DISPOSES))
                | Q(closed_by=None) & ~Q(state__in=sorted(DISPOSES)),
                name="finding_disposed_of_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DISCLOSED, disclosure__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.DISCLOSED) & Q(disclosure=None, outcome=""),
                name="finding_disclosed_by_a_disclosure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("findings:detail", args=[self.pk])

    def get_own_url(self) -> str:
        """The page of the person whom it is about; it tells nobody which finding it is."""
        return reverse("findings:own", args=[self.own_token])

    @property
    def own_token(self) -> str:
        return keyed(f"own page {self.reference}")[:32]

    @property
    def searches(self) -> int:
        """How many searches its evidence tells of, so far."""
        return self.evidence.aggregate(total=Sum("times", default=0))["total"]

    @property
    def is_open(self) -> bool:
        return self.state in UNDECIDED

    @property
    def is_of_the_trail(self) -> bool:
        return self.kind in OF_THE_TRAIL

    @property
    def is_in_the_register(self) -> bool:
        """Whether the register itself shows it, where its exact time would lead to the person."""
        return self.source == Source.PATTERN or self.kind == Kind.NO_TRACE

    def is_overdue(self, at: datetime) -> bool:
        return self.is_open and self.review_due < at
