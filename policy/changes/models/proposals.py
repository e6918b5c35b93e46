"""What one administrator proposes and another decides on."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policy.changes.choices import BY_ANOTHER, Verdict

_DECIDED = Q(decided_by__isnull=False, decided_at__isnull=False, decided_at__gte=F("proposed_at"))


def by_account(verbose_name: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=verbose_name,
        **options,
    )


class Proposal(models.Model):
    """The part that two persons' work has in common; `triggers.life` guards it."""

    reason = models.TextField(_("reason"))
    proposed_by = by_account(_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=Verdict, default=Verdict.OPEN, db_index=True
    )
    decided_by = by_account(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_reason = models.TextField(_("why"), blank=True)
    # Set by the database, in the statement that approves it.
    applied = models.BooleanField(_("applied"), default=False, editable=False)

    # The address of its page.
    page: ClassVar[str]

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ("-proposed_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="%(class)s_has_a_reason",
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | Q(verdict__in=BY_ANOTHER) & _DECIDED & ~Q(decided_by=F("proposed_by"))
                | Q(verdict=Verdict.TAKEN_BACK, decided_by=F("proposed_by")) & _DECIDED,
                name="%(class)s_decided_by_another",
                violation_error_message=_("Nobody decides on what they proposed."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.DECLINED) | Q(decision_reason__regex=r"\S"),
                name="%(class)s_declined_with_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse(self.page, args=[self.pk])
