"""Observations: a search or a visit, and what it was found to be."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.discovery.choices import ConfidenceLevel, Explanation, ObservationKind
from audits.discovery.counting.observations import COUNTED
from audits.findings.models import Finding, Subject
from policy.keeping import NEVER_EMPTIED
from policy.searches.models import Run
from policy.systems.models import System


class StoredObservation(models.Model):
    """A search or a visit by one actor at one system: explained, permitted, or a finding.

    `actor` is a keyed digest that is the same for all that one person, or one address that belongs
    to nobody known, did; `subject` is the person's pseudonym. `why` names nobody.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ObservationKind)
    system = models.ForeignKey(
        System, models.PROTECT, related_name="observations", verbose_name=_("system")
    )
    times = models.PositiveIntegerField(
        _("searches"), default=1, help_text=_("How many a record tells of.")
    )
    at = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    visit_at = models.DateTimeField(_("visit began"))
    actor = models.CharField(max_length=64, editable=False)
    subject = models.ForeignKey(
        Subject,
        models.PROTECT,
        null=True,
        related_name="observations",
        verbose_name=_("person"),
        help_text=_("Empty where nobody is known."),
    )
    confidence = models.CharField(_("found by"), max_length=10, choices=ConfidenceLevel)
    state = models.CharField(_("state"), max_length=10, choices=Explanation)
    why = models.CharField(_("why"), max_length=300)
    run = models.ForeignKey(
        Run, models.PROTECT, null=True, related_name="observations", verbose_name=_("run")
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, related_name="observations", verbose_name=_("finding")
    )
    sources = models.JSONField(_("seen in"), default=list)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        triggers: ClassVar = [NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="observation_by_time"),
            models.Index(fields=["actor", "system", "at"], name="observation_of_an_actor"),
            models.Index(fields=["finding"], name="observation_of_a_finding"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(at__lte=F("until")), name="observation_in_order"),
            models.CheckConstraint(
                condition=Q(state=Explanation.EXPLAINED, run__isnull=False)
                | ~Q(state=Explanation.EXPLAINED) & Q(run=None),
                name="observation_explained_by_a_run",
            ),
            # The one reconciliation may not be skipped: what is open is somebody's to look at.
            models.CheckConstraint(
                condition=~Q(state=Explanation.OPEN) | Q(finding__isnull=False),
                name="observation_open_has_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(subject=None, confidence=ConfidenceLevel.NOBODY)
                | Q(subject__isnull=False) & ~Q(confidence=ConfidenceLevel.NOBODY),
                name="observation_attributed_by_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.system}"

    def get_absolute_url(self) -> str:
        return reverse("discovery:observation", args=[self.pk])

    @property
    def searches_told(self) -> int:
        """How many searches somebody else says that there were; 0 of what a log shows."""
        return self.times if self.kind in COUNTED else 0
