"""The story of a request, step by step."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.policies.models import Decision
from policy.searches.choices import Action, State
from policy.searches.models.fields import person_field
from policy.searches.models.requests import SearchRequest
from policy.searches.triggers.steps import STEP_TELLS_STATE, STEP_TRUE


class Step(models.Model):
    """One step of a request's story: who did what, when, why, and what the policy said."""

    request = models.ForeignKey(SearchRequest, models.PROTECT, related_name="steps")
    action = models.CharField(_("action"), max_length=20, choices=Action)
    before = models.CharField(_("state before"), max_length=20, choices=State, blank=True)
    after = models.CharField(_("state after"), max_length=20, choices=State)
    actor = person_field(_("who"), "+", null=True)
    at = models.DateTimeField(_("when"))
    version = models.PositiveIntegerField(_("version"))
    reason = models.TextField(_("reason"), blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="step", verbose_name=_("decision")
    )

    class Meta:
        ordering = ("request", "at", "pk")
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        triggers: ClassVar = [WRITTEN_ONCE, STEP_TRUE, STEP_TELLS_STATE, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("action", "at"))]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_action_display()}"
