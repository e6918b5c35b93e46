"""Decisions, as they were made."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.policies.choices import Gate, Outcome
from policy.policies.models.parts import Rule
from policy.policies.models.versions import Version
from policy.policies.triggers.decisions import REASON_OF_DECISION


class Decision(models.Model):
    """What the policies in force said at a gate, with the facts as they stood."""

    gate = models.CharField(_("gate"), max_length=20, choices=Gate)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    made_at = models.DateTimeField(_("made"))
    versions = models.ManyToManyField(
        Version, related_name="+", through="DecisionVersion", verbose_name=_("versions")
    )
    facts = models.JSONField(_("facts"))
    requirements = models.JSONField(_("requirements"), default=list)
    unknown = models.JSONField(_("unknown facts"), default=list)
    to_permit = models.JSONField(_("what would permit it"), default=list)
    # How many reasons it was made with, so that none is added afterward.
    reason_count = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("made_at", "gate", "outcome"))]

    def __str__(self) -> str:
        return f"{self.get_gate_display()}: {self.get_outcome_display()}"


class DecisionVersion(models.Model):
    """A version that was in force when a decision was made."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")

    class Meta:
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("decision", "version"), name="decision_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.version}"


class Reason(models.Model):
    """One rule that mattered to a decision; no rule where the policies were silent."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="reasons", verbose_name=_("decision")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    rule = models.ForeignKey(
        Rule, models.PROTECT, null=True, related_name="reasons", verbose_name=_("rule")
    )
    effect = models.CharField(_("effect"), max_length=20)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("decision", "position")
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        triggers: ClassVar = [WRITTEN_ONCE, REASON_OF_DECISION, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("decision", "position"), name="reason_placed_once"),
        ]

    def __str__(self) -> str:
        return self.text
