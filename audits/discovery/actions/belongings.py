"""Auditors say what on the network is the department's own."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.discovery.actions.oversight import tell_oversight
from audits.discovery.choices import BelongingKind
from audits.discovery.models import Belonging
from audits.discovery.permissions import may_import
from audits.discovery.reaching import clean_own
from policy.personnel.models import Account
from policy.personnel.permissions import Denied, require


@transaction.atomic
def add_belonging(
    *, kind: BelongingKind, value: str, note: str, by: Account, at: datetime
) -> Belonging:
    """Holds for what is imported from now on. Raises PermissionDenied, ValidationError.

    Who is found depends on it, so oversight is told.
    """
    require(may_import(by))
    value = clean_own(kind, value)
    if Belonging.objects.filter(kind=kind, value=value, ended_at=None).exists():
        raise ValidationError(_("“%(value)s” is named already.") % {"value": value})
    row = Belonging.objects.create(kind=kind, value=value, note=note, added_by=by, added_at=at)
    _tell(row, _("An auditor named a %(what)s as the department's: %(value)s."), at=at)
    return row


@transaction.atomic
def end_belonging(*, belonging: Belonging, by: Account, at: datetime) -> Belonging:
    """Not the department's in what is imported from now on. Raises PermissionDenied."""
    require(may_import(by))
    row = Belonging.objects.select_for_update().get(pk=belonging.pk)
    if row.ended_at is not None:
        require(Denied(_("It was ended already.")))
    row.ended_by, row.ended_at = by, at
    row.save()
    _tell(row, _("An auditor ended a %(what)s of the department's: %(value)s."), at=at)
    return row


def _tell(row: Belonging, words: str, *, at: datetime) -> None:
    ended = " ended" if row.ended_at else ""
    text = words % {"what": row.get_kind_display(), "value": row.value}
    link = reverse("discovery:catalog")
    tell_oversight(text, key=f"belonging {row.pk}{ended}", link=link, at=at)
