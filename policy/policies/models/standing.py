"""What the department assures whatever its policies say."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.policies.choices import Gate, RequirementKind
from policy.policies.models.versions import account_field
from policy.policies.triggers.standing import STANDING_ASSURANCE_LIFE


class StandingAssuranceQuerySet(models.QuerySet["StandingAssurance"]):
    def standing_on(self, day: date) -> "StandingAssuranceQuerySet":
        """Those that stand on `day`; the last day is one of them."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class StandingAssurance(models.Model):
    """Something that the policies in force together must never permit, or must always require.

    It is entered once and ended once; what it says never changes.
    """

    identifier = models.CharField(
        _("short name"),
        max_length=80,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                _("Use lower-case letters, digits and single hyphens."),
            )
        ],
    )
    text = models.TextField(_("text"))
    gates = ArrayField(models.CharField(max_length=20, choices=Gate), verbose_name=_("gates"))
    never = models.TextField(_("never"), blank=True)
    always_requires = models.CharField(
        _("always requires"), max_length=20, choices=RequirementKind, blank=True
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    entered_by = account_field(_("entered by"))
    entered_at = models.DateTimeField(_("entered"))
    ended_by = account_field(_("ended by"), null=True, blank=True)

    objects = StandingAssuranceQuerySet.as_manager()

    class Meta:
        ordering = ("identifier",)
        verbose_name = _("standing assurance")
        verbose_name_plural = _("standing assurances")
        triggers: ClassVar = [STANDING_ASSURANCE_LIFE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(never="") & ~Q(always_requires="")
                | ~Q(never="") & Q(always_requires=""),
                name="standing_assurance_says_one_thing",
                violation_error_message=_(
                    "Say either what is never permitted or what is always required."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(gates=[]),
                name="standing_assurance_has_a_gate",
                violation_error_message=_("Choose at least one gate."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_by__isnull=True)
                | Q(until__gte=F("since"), ended_by__isnull=False),
                name="standing_assurance_ended_by_someone",
                violation_error_message=_("It cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return self.identifier
