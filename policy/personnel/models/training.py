"""Courses, and the certificates that people earn in them."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.lists.choices import ListName
from policy.lists.fields import CodeField
from policy.personnel.choices import CertificateState, Track
from policy.personnel.models.people import Person
from policy.personnel.months import months_later
from policy.personnel.triggers import CERTIFICATE_KEPT


class Course(models.Model):
    """A course of training that ends in a certificate."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=160)
    track = models.CharField(
        _("qualifies to"),
        max_length=20,
        choices=Track,
        help_text=_("An examiner's certificate also qualifies its holder to request."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for (months)"),
        null=True,
        blank=True,
        help_text=_("Empty where certificates do not expire."),
    )

    class Meta:
        ordering = ("code",)
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return self.title

    def last_day(self, issued_on: date) -> date | None:
        """The last day of a certificate issued on that day, where the course says one."""
        return months_later(issued_on, self.valid_months) if self.valid_months else None


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid_on(self, day: Any) -> "CertificateQuerySet":
        """Those valid on `day` (a date or an expression): first and last day included."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day),
            issued_on__lte=day,
        )

    def for_track(self, track: Track) -> "CertificateQuerySet":
        tracks = [Track.EXAMINER] if track == Track.EXAMINER else [Track.USER, Track.EXAMINER]
        return self.filter(course__track__in=tracks)


class Certificate(models.Model):
    """Proof that a person completed a course, with the days on which it is valid.

    Once issued it stays as it is, so that "valid on that day" stays true of days gone by: it can be
    revoked, and another one issued.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="certificates", verbose_name=_("person")
    )
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="certificates", verbose_name=_("course")
    )
    issuer = CodeField(_("issuer"), of=ListName.ISSUER)
    number = models.CharField(_("certificate number"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(
        _("expires on"), null=True, blank=True, help_text=_("The last day on which it is valid.")
    )
    revoked_on = models.DateField(
        _("revoked on"),
        null=True,
        blank=True,
        help_text=_("The first day on which it is no longer valid."),
    )
    revocation_reason = models.TextField(_("reason of revocation"), max_length=1000, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_on", "number")
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("issuer", "number"), name="certificate_number_once"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="certificate_expires_after_issue",
                violation_error_message=_("A certificate cannot expire before it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("issued_on")),
                name="certificate_revoked_after_issue",
                violation_error_message=_("A certificate cannot be revoked before it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revocation_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revocation_reason="")),
                name="certificate_revoked_with_reason",
                violation_error_message=_("A revocation has both a day and a reason."),
            ),
        ]
        triggers: ClassVar = [CERTIFICATE_KEPT, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.course} · {self.number}"

    def state_on(self, day: date) -> CertificateState:
        """What the certificate was worth on `day` (that day, not today)."""
        if day < self.issued_on:
            return CertificateState.NOT_YET
        if self.revoked_on and day >= self.revoked_on:
            return CertificateState.REVOKED
        if self.expires_on and day > self.expires_on:
            return CertificateState.EXPIRED
        return CertificateState.VALID
