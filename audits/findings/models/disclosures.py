"""What people tell of themselves, and the windows in which it counts in their favor."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.findings.choices import Kind, Outcome
from audits.findings.models.subjects import Subject
from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE

# So long a window is open at least: everybody has the time to learn of it.
SHORTEST_WINDOW = timedelta(days=7)


class Window(models.Model):
    """Until when people may tell of themselves, of what, and what it leads to.

    `services` narrows it to some services by name; empty is all.
    """

    opens_at = models.DateTimeField(_("from"))
    closes_at = models.DateTimeField(_("until"))
    kinds = ArrayField(
        models.CharField(max_length=20, choices=Kind), verbose_name=_("kinds of findings")
    )
    services = ArrayField(
        models.CharField(max_length=120), verbose_name=_("services"), default=list
    )
    first = models.CharField(_("outcome the first time"), max_length=20, choices=Outcome)
    again = models.CharField(_("outcome of a repeat"), max_length=20, choices=Outcome)
    reason = models.TextField(_("reason"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        ordering = ("-opens_at", "-pk")
        verbose_name = _("disclosure window")
        verbose_name_plural = _("disclosure windows")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"), opens_at__gte=F("declared_at")),
                name="window_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("opens_at") + SHORTEST_WINDOW),
                name="window_is_open_for_a_while",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="window_says_why"),
            models.CheckConstraint(condition=~Q(kinds=[]), name="window_has_kinds"),
        ]

    def __str__(self) -> str:
        return f"{self.opens_at:%Y-%m-%d} – {self.closes_at:%Y-%m-%d}"

    @property
    def kinds_in_words(self) -> list[str]:
        return [str(Kind(kind).label) for kind in self.kinds]

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at

    def takes(self, service: str) -> bool:
        """Whether it is about this service, by name."""
        return not self.services or service.casefold() in map(str.casefold, self.services)


class Disclosure(models.Model):
    """What someone told of themselves; `window` is the one that was open for it, if any."""

    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="disclosures", verbose_name=_("who")
    )
    window = models.ForeignKey(
        Window,
        models.PROTECT,
        null=True,
        related_name="disclosures",
        verbose_name=_("disclosure window"),
    )
    service = models.CharField(_("service"), max_length=120)
    times = models.PositiveIntegerField(_("how many times"))
    first_on = models.DateField(_("first time, roughly"))
    last_on = models.DateField(_("last time, roughly"))
    sealed = models.BinaryField(_("sealed reason"))
    made_at = models.DateTimeField(_("made"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(times__gte=1, first_on__lte=F("last_on")) & ~Q(service=""),
                name="disclosure_of_something",
            ),
            models.CheckConstraint(
                condition=Q(window=None, outcome="") | Q(window__isnull=False) & ~Q(outcome=""),
                name="disclosure_in_a_window_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.service}"
