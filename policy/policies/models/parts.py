"""What a version holds and decides by: clauses, rules with requirements, questions, assurances."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.lists.choices import ListName
from policy.lists.fields import CodeField
from policy.policies.choices import (
    WAIVABLE,
    Effect,
    Enforcement,
    Gate,
    QuestionType,
    RequirementKind,
)
from policy.policies.fields import OrderedMappingField
from policy.policies.models.versions import Version
from policy.policies.triggers.parts import frozen_with_version


class Part(models.Model):
    """Something that a version holds, at its place there: frozen once the version left draft."""

    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        abstract = True
        ordering = ("version", "position")
        triggers: ClassVar = [frozen_with_version(), NEVER_EMPTIED]


class Clause(Part):
    """One clause of a version's text, and how far the product carries it out."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="clauses", verbose_name=_("version")
    )
    identifier = models.CharField(_("clause"), max_length=40)
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"))
    enforcement = models.CharField(_("enforcement"), max_length=20, choices=Enforcement)
    source = models.TextField(_("source"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "identifier"), name="clause_once"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier}. {self.heading}"


class Rule(Part):
    """A rule that puts a clause into force at one or more gates."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="rules", verbose_name=_("version")
    )
    clause = models.ForeignKey(
        Clause, models.CASCADE, related_name="rules", verbose_name=_("clause")
    )
    identifier = models.CharField(_("rule"), max_length=80)
    gates = ArrayField(
        models.CharField(max_length=20, choices=Gate), verbose_name=_("gates"), size=len(Gate)
    )
    effect = models.CharField(_("effect"), max_length=20, choices=Effect)
    when = models.TextField(_("when"))
    waivable_by = CodeField(_("may be waived by"), of=ListName.GRADE, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "identifier"), name="rule_once"),
            models.CheckConstraint(
                condition=Q(waivable_by="") | Q(effect__in=WAIVABLE),
                name="waivable_unless_it_forbids",
                violation_error_message=_("Only rules that refuse or require can be waived."),
            ),
        ]

    def __str__(self) -> str:
        return self.identifier


class Requirement(models.Model):
    """Something that a `require` rule asks for on top of a permit."""

    rule = models.ForeignKey(
        Rule, models.CASCADE, related_name="requirements", verbose_name=_("rule")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=RequirementKind)
    details = OrderedMappingField(_("details"), default=dict)

    class Meta:
        ordering = ("rule", "position")
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        triggers: ClassVar = [
            frozen_with_version("SELECT version_id FROM policies_rule WHERE id = {row}.rule_id"),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return str(RequirementKind(self.kind).label)


class Question(Part):
    """A question of the policy's own at intake; its answer is the fact `answer.<name>`."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="questions", verbose_name=_("version")
    )
    name = models.CharField(_("name"), max_length=60)
    label = models.CharField(_("label"), max_length=300)
    type = models.CharField(_("type"), max_length=20, choices=QuestionType)
    choices = OrderedMappingField(_("choices"), default=dict)
    gates = ArrayField(models.CharField(max_length=20, choices=Gate), verbose_name=_("gates"))
    when = models.TextField(_("when"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "name"), name="question_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Assurance(Part):
    """Something that must never be permitted, or must always carry a requirement."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="assurances", verbose_name=_("version")
    )
    identifier = models.CharField(_("assurance"), max_length=80)
    text = models.TextField(_("text"))
    gates = ArrayField(models.CharField(max_length=20, choices=Gate), verbose_name=_("gates"))
    never = models.TextField(_("never"), blank=True)
    always_requires = models.CharField(
        _("always requires"), max_length=20, choices=RequirementKind, blank=True
    )

    class Meta(Part.Meta):
        verbose_name = _("assurance")
        verbose_name_plural = _("assurances")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "identifier"), name="assurance_once"),
        ]

    def __str__(self) -> str:
        return self.text
