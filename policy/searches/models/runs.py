"""The search itself, and what examiners made of it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.searches.choices import Finding
from policy.searches.models.fields import person_field
from policy.searches.models.requests import SearchRequest
from policy.searches.triggers.runs import REVIEW_BY_ANOTHER, RUN_BY_ANOTHER
from policy.systems.models import System

MAX_CANDIDATES = 500


class Run(models.Model):
    """The search itself: who ran it, on what, and how many candidates came back."""

    request = models.OneToOneField(SearchRequest, models.PROTECT, related_name="run")
    operator = person_field(_("operator"), "runs")
    system = models.ForeignKey(System, models.PROTECT, related_name="runs")
    algorithm = models.CharField(_("algorithm and version"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("started"))
    recorded_at = models.DateTimeField(_("result recorded"), null=True)
    candidates = models.PositiveSmallIntegerField(
        _("candidates returned"),
        null=True,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_CANDIDATES)],
    )
    attestations = models.JSONField(_("attestations of the operator"), default=dict)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        ordering = ("-started_at",)
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        triggers: ClassVar = [RUN_BY_ANOTHER, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True, candidates__isnull=True)
                | Q(recorded_at__isnull=False, candidates__isnull=False),
                name="run_recorded_with_its_candidates",
            ),
        ]

    def __str__(self) -> str:
        return str(self.request)


class Review(models.Model):
    """One examiner's comparison of the candidate list with the probe image."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="reviews")
    examiner = person_field(_("examiner"), "reviews")
    finding = models.CharField(_("finding"), max_length=20, choices=Finding)
    candidate = models.CharField(
        _("candidate"),
        max_length=80,
        blank=True,
        help_text=_("The gallery's own reference, such as a booking number."),
    )
    notes = models.TextField(_("grounds"))
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ("at",)
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        triggers: ClassVar = [WRITTEN_ONCE, REVIEW_BY_ANOTHER, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("run", "examiner"), name="one_review_each"),
            models.CheckConstraint(
                condition=Q(finding=Finding.LEAD) ^ Q(candidate=""),
                name="lead_names_its_candidate",
                violation_error_message=_("A lead names its candidate, and only a lead does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.get_finding_display()}"
