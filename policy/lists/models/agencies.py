"""The agencies that may ask, with the agreements by which they may."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.lists.choices import ListName
from policy.lists.fields import CodeField
from policy.lists.triggers import KEPT


class Agency(models.Model):
    """An outside agency that the department knows. One with an agreement is on the list."""

    name = models.CharField(_("name"), max_length=160)
    kind = CodeField(_("kind"), of=ListName.AGENCY_KIND)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    class Meta:
        ordering = ("name",)
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        triggers: ClassVar = [KEPT, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"),
                name="agency_once",
                violation_error_message=_("There is an agency of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def on_list(self, day: date) -> bool:
        """Has it an agreement that holds on `day`?"""
        return self.agreements.holding_on(day).exists()


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def holding_on(self, day: date) -> "AgreementQuerySet":
        """Those in force on `day`: first and last day included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Agreement(models.Model):
    """What lets an agency ask: a memorandum, a contract, an order."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="agreements", verbose_name=_("agency")
    )
    reference = models.CharField(
        _("agreement"), max_length=200, help_text=_("Its title or number, and where it is filed.")
    )
    since = models.DateField(_("in force from"))
    until = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("The last day on which it is.")
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("agency", "-since")
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        triggers: ClassVar = [KEPT, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="agreement_ends_after_its_beginning",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
