"""The lines that show a service being reached; no other line of a log is ever stored."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.discovery.choices import ConfidenceLevel
from audits.discovery.models.imports import ImportedFile
from audits.discovery.models.observations import StoredObservation
from audits.discovery.people.realms import LONGEST_REALM


class StoredContact(models.Model):
    """One line, of which the parts that lead to a person are sealed.

    `digest` is keyed, and the same for the same line in whichever file: it is stored once. `sealed`
    is JSON of the line, its user, client, device, path and peer, and after attribution of the
    person's serial number and of how it was found. `other_at` is when it may have been as
    well, where a local time does not tell. `realm` is as an attribution has it. `counted` says that
    `observation` is what the contact comes to, as far as it is known who made it.
    """

    file = models.ForeignKey(ImportedFile, models.CASCADE, related_name="stored_contacts")
    offset = models.PositiveBigIntegerField(_("offset"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    log_format = models.CharField(_("format"), max_length=40)
    shows = models.CharField(max_length=12)
    system = models.CharField(_("system"), max_length=50)
    by = models.CharField(_("recognized by"), max_length=10)
    at = models.DateTimeField(_("when"))
    other_at = models.DateTimeField(_("or when"), null=True)
    zone_assumed = models.BooleanField(_("zone assumed"), default=False)
    year_assumed = models.BooleanField(_("year assumed"), default=False)
    host = models.CharField(_("host"), max_length=300, blank=True)
    method = models.CharField(_("method"), max_length=20, blank=True)
    outcome = models.CharField(_("outcome"), max_length=80, blank=True)
    is_search = models.BooleanField(_("shows a search"))
    record = models.CharField(_("record"), max_length=10, blank=True)
    times = models.PositiveIntegerField(_("searches told of"), default=1)
    sealed = models.BinaryField()
    actor = models.CharField(max_length=64, blank=True, editable=False)
    unbelieved = models.BooleanField(_("forwarded, not believed"), default=False)
    realm = models.CharField(_("realm that nobody has named"), max_length=LONGEST_REALM, blank=True)
    confidence = models.CharField(max_length=10, choices=ConfidenceLevel, blank=True)
    observation = models.ForeignKey(
        StoredObservation, models.SET_NULL, null=True, related_name="contacts"
    )
    counted = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes: ClassVar = [
            models.Index(fields=["actor", "system", "at"], name="contact_of_an_actor"),
            models.Index(fields=["system", "at"], name="contact_of_a_moment"),
            models.Index(fields=["at"], name="contact_by_time"),
            models.Index(fields=["at"], condition=Q(actor=""), name="contact_not_yet_attributed"),
            models.Index(
                fields=["actor", "system", "at"],
                condition=Q(counted=False),
                name="contact_not_yet_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host} {self.at:%Y-%m-%d %H:%M:%S}"
