"""The policies that were in force."""

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Type
from policy.policies.models import Version


def versions(scope: Scope) -> Table:
    return Table(
        name="versions",
        title=_("Policies in force"),
        columns=(
            Column("policy", _("Policy")),
            Column("version", _("Version")),
            Column("from", _("In force from"), Type.MOMENT),
            Column("until", _("Until"), Type.MOMENT),
            Column("digest", _("SHA-256 of the text and rules"), Type.DIGEST),
        ),
        rows=tuple(_row(version) for version in in_force_during(scope)),
        note=_("Every version that was in force at any moment of the period."),
    )


def in_force_during(scope: Scope) -> QuerySet[Version]:
    return (
        Version.objects.filter(
            Q(in_force_until__isnull=True)
            # A version that was withdrawn before its time ends when it would have begun.
            | Q(in_force_until__gt=Greatest(F("in_force_from"), scope.period.begins)),
            in_force_from__lt=scope.period.ends,
        )
        .select_related("policy")
        .order_by("policy__slug", "number")
    )


def key_of(version: Version) -> str:
    return f"{version.policy.slug}/{version.number}"


def _row(version: Version) -> Row:
    values = (
        version.title,
        str(version.number),
        _moment(version.in_force_from),
        _moment(version.in_force_until),
        version.digest,
    )
    return Row(key_of(version), values)


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(timezone.get_default_timezone()).isoformat() if value else None
