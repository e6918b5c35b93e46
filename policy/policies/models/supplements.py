"""What a version carries beside its rules: example cases, a quiz, the author's notes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import Gate, Outcome
from policy.policies.fields import OrderedMappingField
from policy.policies.models.parts import Part
from policy.policies.models.versions import Version


class Case(Part):
    """An example request, and what the version has to say of it."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="cases", verbose_name=_("version")
    )
    identifier = models.CharField(_("case"), max_length=80)
    text = models.TextField(_("text"))
    gate = models.CharField(_("gate"), max_length=20, choices=Gate)
    facts = OrderedMappingField(_("facts"), default=dict)
    outcome = models.CharField(_("expected outcome"), max_length=20, choices=Outcome)
    clauses = ArrayField(
        models.CharField(max_length=80), verbose_name=_("clauses among the reasons"), default=list
    )
    source = models.TextField(_("source"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "identifier"), name="case_once"),
        ]

    def __str__(self) -> str:
        return self.identifier


class QuizQuestion(Part):
    """A question that those who acknowledge the version answer rightly first."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="quiz", verbose_name=_("version")
    )
    identifier = models.CharField(_("quiz question"), max_length=80)
    text = models.TextField(_("question"))
    choices = OrderedMappingField(_("choices"), default=dict)
    answer = models.CharField(_("right answer"), max_length=60)

    class Meta(Part.Meta):
        verbose_name = _("quiz question")
        verbose_name_plural = _("quiz questions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "identifier"), name="quiz_question_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Note(Part):
    """A remark of the author, which may explain a finding of the analysis."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="notes", verbose_name=_("version")
    )
    identifier = models.CharField(_("note"), max_length=80)
    text = models.TextField(_("text"))
    finding = models.CharField(_("finding that it explains"), max_length=60, blank=True)
    about = ArrayField(models.CharField(max_length=80), verbose_name=_("about"), default=list)

    class Meta(Part.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "identifier"), name="note_once"),
        ]

    def __str__(self) -> str:
        return self.text
