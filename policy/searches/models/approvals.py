"""What supervisors said of a request."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.searches.choices import Verdict
from policy.searches.models.fields import person_field
from policy.searches.models.requests import SearchRequest
from policy.searches.triggers.approvals import APPROVAL_BY_CHAIN


class Approval(models.Model):
    """What one supervisor said about one version of a request."""

    request = models.ForeignKey(SearchRequest, models.PROTECT, related_name="approvals")
    version = models.PositiveIntegerField(_("version"))
    approver = person_field(_("approver"), "approvals")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    reason = models.TextField(_("reason"), blank=True)
    attestations = models.JSONField(_("attestations of the approver"), default=dict)
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ("-at",)
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        triggers: ClassVar = [WRITTEN_ONCE, APPROVAL_BY_CHAIN, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("request", "version", "approver"), name="one_verdict_each"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.APPROVED) | ~Q(reason=""),
                name="denial_and_return_give_a_reason",
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_verdict_display()}"
