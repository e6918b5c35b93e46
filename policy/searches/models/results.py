"""What came of a request: its lead, its closing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.searches.choices import Disposition
from policy.searches.models.fields import person_field
from policy.searches.models.requests import SearchRequest
from policy.searches.triggers.results import CLOSING_OF_RESULT, LEAD_OF_REVIEW


class Lead(models.Model):
    """An investigative lead as released: never an identification."""

    request = models.OneToOneField(SearchRequest, models.PROTECT, related_name="lead")
    candidate = models.CharField(_("candidate"), max_length=80)
    notice = models.TextField(_("notice"))
    released_by = person_field(_("released by"), "+")
    released_at = models.DateTimeField(_("released"))

    class Meta:
        ordering = ("-released_at",)
        verbose_name = _("investigative lead")
        verbose_name_plural = _("investigative leads")
        triggers: ClassVar = [WRITTEN_ONCE, LEAD_OF_REVIEW, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.request}: {self.candidate}"


class Closing(models.Model):
    """How a request ended."""

    request = models.OneToOneField(SearchRequest, models.PROTECT, related_name="closing")
    disposition = models.CharField(_("disposition"), max_length=30, choices=Disposition)
    notes = models.TextField(_("notes"), blank=True)
    closed_by = person_field(_("closed by"), "+")
    closed_at = models.DateTimeField(_("closed"))

    class Meta:
        ordering = ("-closed_at",)
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        triggers: ClassVar = [WRITTEN_ONCE, CLOSING_OF_RESULT, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_disposition_display()}"
