"""The lists of the policy office and its agencies. `by` is who does it; None is the server's own
operator.

Each checks what it is given whole, and raises ValidationError for what cannot be.
"""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.lists.models import Agency, Agreement, Edition, Entry
from policy.lists.places import NoRoom, place_after
from policy.lists.queries import forget
from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.permissions import may_keep_lists


@transaction.atomic
def add_entry(
    *,
    entry: Entry,
    by: Account | None,
    at: datetime,
    after: Entry | None = None,
    first: bool = False,
) -> Entry:
    """Enters `entry`, which is new, behind `after`; else as the first of its list, or the last."""
    require(may_keep_lists(by))
    # One at a time: each sees the places that the one before it took.
    list(Edition.objects.select_for_update())
    entry.position = _place(entry.list, after, first=first)
    entry.entered_by, entry.entered_at = by, at
    entry.full_clean()
    entry.save(force_insert=True)
    forget()
    return entry


@transaction.atomic
def change_entry(*, entry: Entry, by: Account | None) -> Entry:
    """Keeps other words, dates, statute or note of `entry`. The database keeps its code."""
    require(may_keep_lists(by))
    entry.full_clean()
    entry.save(force_update=True)
    forget()
    return entry


@transaction.atomic
def end_entry(*, entry: Entry, by: Account | None, until: date | None) -> Entry:
    """Offers `entry` up to `until`, its last day; without one, it is offered again.

    What names it goes on doing so.
    """
    require(may_keep_lists(by))
    taken = Entry.objects.select_for_update().get(pk=entry.pk)
    taken.until = until
    return change_entry(entry=taken, by=by)


@transaction.atomic
def add_agency(*, agency: Agency, by: Account | None, at: datetime) -> Agency:
    require(may_keep_lists(by))
    agency.entered_by, agency.entered_at = by, at
    agency.full_clean()
    agency.save(force_insert=True)
    return agency


@transaction.atomic
def change_agency(*, agency: Agency, by: Account | None) -> Agency:
    require(may_keep_lists(by))
    agency.full_clean()
    agency.save(force_update=True)
    return agency


@transaction.atomic
def add_agreement(*, agreement: Agreement, by: Account | None) -> Agreement:
    """Puts the agency on the list, for the days that the agreement names."""
    require(may_keep_lists(by))
    agreement.full_clean()
    agreement.save(force_insert=True)
    return agreement


@transaction.atomic
def end_agreement(*, agreement: Agreement, by: Account | None, until: date | None) -> Agreement:
    """Lets an agreement hold up to `until`, its last day; without one, with no end."""
    require(may_keep_lists(by))
    taken = Agreement.objects.select_for_update().get(pk=agreement.pk)
    taken.until = until
    taken.full_clean()
    taken.save(update_fields=["until"])
    return taken


def _place(name: str, after: Entry | None, *, first: bool) -> Decimal:
    if after is not None and after.list != name:
        raise ValidationError({"after": _("Choose an entry of the same list.")})
    taken = Entry.objects.filter(list=name).values_list("position", flat=True)
    before = after.position if after else None if first else max(taken, default=None)
    try:
        return place_after(before, taken)
    except NoRoom:
        message = _("There is no room behind this entry. Choose another place.")
        raise ValidationError({"after": message}) from None
