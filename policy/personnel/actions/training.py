"""Certificates of training. `by` is who does it; None is the server's own operator."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from policy.personnel.models import Account, Certificate, Course, Person
from policy.personnel.permissions import may_manage_personnel, require


def issue_certificate(
    *,
    by: Account | None,
    person: Person,
    course: Course,
    issuer: str,
    number: str,
    issued_on: date,
    expires_on: date | None = None,
) -> Certificate:
    """Without a last day, the course says how long it is valid. Raises ValidationError."""
    require(may_manage_personnel(by))
    certificate = Certificate(
        person=person,
        course=course,
        issuer=issuer,
        number=number,
        issued_on=issued_on,
        expires_on=expires_on or course.last_day(issued_on),
    )
    certificate.full_clean()
    certificate.save()
    return certificate


def revoke_certificate(
    *, by: Account | None, certificate: Certificate, on: date, reason: str, at: datetime
) -> None:
    """From the day `on` it is no longer valid; it was until then. Raises ValidationError.

    The day is the one of `at` or later: what was valid on days gone by stays so.
    """
    require(may_manage_personnel(by))
    if on < timezone.localdate(at):
        raise ValidationError(
            _("%(day)s has gone by: a certificate is revoked from today or a later day on.")
            % {"day": on}
        )
    if certificate.revoked_on:
        raise ValidationError(
            _("%(certificate)s was revoked on %(day)s already.")
            % {"certificate": certificate, "day": certificate.revoked_on}
        )
    certificate.revoked_on, certificate.revocation_reason = on, reason.strip()
    certificate.full_clean()
    certificate.save(update_fields=["revoked_on", "revocation_reason"])
