"""What happens to a version on its way: reviewers, the event that ends it, warnings of its end."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.policies.choices import ReviewVerdict
from policy.policies.models.versions import Version, account_field
from policy.policies.triggers.lives import ACKNOWLEDGED_ONCE, REVIEWER_DECIDES


class Reviewer(models.Model):
    """Someone who was asked to review a version, in one round of review, and what they said.

    `digest` is that of the text on which they decided.
    """

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="reviewers", verbose_name=_("version")
    )
    account = account_field(_("reviewer"))
    round = models.PositiveSmallIntegerField(_("round of review"))
    asked_at = models.DateTimeField(_("asked"))
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=ReviewVerdict, default=ReviewVerdict.PENDING
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    digest = models.CharField(_("SHA-256 of the pack"), max_length=64, blank=True)

    class Meta:
        ordering = ("version", "round", "pk")
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        triggers: ClassVar = [REVIEWER_DECIDES, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("version", "round", "account"), name="reviewer_named_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    verdict=ReviewVerdict.PENDING, decided_at__isnull=True, reason="", digest=""
                )
                | ~Q(verdict=ReviewVerdict.PENDING) & Q(decided_at__isnull=False),
                name="reviewer_decides_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(verdict=ReviewVerdict.OBJECTED) & ~Q(reason="")
                | ~Q(verdict=ReviewVerdict.OBJECTED) & Q(reason=""),
                name="reviewer_objects_with_reason",
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account.display_name}: {self.get_verdict_display()}"


class EventDeclaration(models.Model):
    """An officer's word that the event has come, or will, which a version was in force until."""

    version = models.OneToOneField(
        Version, models.PROTECT, related_name="declaration", verbose_name=_("version")
    )
    declared_by = account_field(_("declared by"))
    declared_at = models.DateTimeField(_("declared"))
    occurred_at = models.DateTimeField(_("the event"))
    evidence = models.TextField(_("evidence"))
    link = models.CharField(_("link"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("declaration of an event")
        verbose_name_plural = _("declarations of events")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(evidence=""), name="event_declared_with_evidence"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__regex=r"^https?://"),
                name="event_linked_to_the_web",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.version.until_event}"


class LapseWarning(models.Model):
    """That a version ends in `days` with nothing to follow it; with 0 days, that it has ended.

    `figures` say what that does, as `policies.lapses.consequence` counted it when it was made.
    """

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="lapse_warnings", verbose_name=_("version")
    )
    days = models.PositiveSmallIntegerField(_("days before"))
    lapses_at = models.DateTimeField(_("lapses"))
    made_at = models.DateTimeField(_("made"))
    figures = models.JSONField(_("figures"))
    acknowledged_by = account_field(_("acknowledged by"), null=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True)

    class Meta:
        ordering = ("lapses_at", "days")
        verbose_name = _("warning of a lapse")
        verbose_name_plural = _("warnings of lapses")
        triggers: ClassVar = [ACKNOWLEDGED_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("version", "lapses_at", "days"), name="lapse_warned_of_once"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by__isnull=True, acknowledged_at__isnull=True)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="lapse_acknowledged_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.days}"
