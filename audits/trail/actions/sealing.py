"""Sealing content. Each raises PermissionDenied, ValidationError by field, or Conflict."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.trail.models import SealingOrder
from audits.trail.queries.sealing import Scope, scope_of
from policy.changes.actions import by_two
from policy.changes.choices import Verdict
from policy.changes.errors import Conflict
from policy.changes.permissions import may_propose
from policy.personnel.models import Account
from policy.personnel.permissions import first_denied, require


def propose_sealing(
    *,
    scope: Scope,
    authority: str,
    order_number: str,
    ordered_on: date,
    reason: str,
    by: Account,
    at: datetime,
) -> SealingOrder:
    """Proposes that the content of everything in `scope` be sealed; nothing happens yet."""
    require(may_propose(by))
    if ordered_on > timezone.localdate(at):
        raise ValidationError({"ordered_on": _("The order is of a day that has not come yet.")})
    if not scope.kinds():
        raise ValidationError(_("There is no content to seal here."))
    order = SealingOrder(
        request=scope.request,
        position=scope.position,
        authority=_given("authority", authority),
        order_number=_given("order_number", order_number),
        ordered_on=ordered_on,
        reason=_given("reason", reason),
        proposed_by=by,
        proposed_at=at,
    )
    return _save(order)


def _given(name: str, text: str) -> str:
    if not text.strip():
        raise ValidationError({name: _("This is kept with the order, and has to be given.")})
    return text.strip()


def _save(order: SealingOrder) -> SealingOrder:
    """Someone may have proposed the same before, or at this moment."""
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError as error:
        if "sealingorder_open_once" not in str(error):
            raise
        raise Conflict(_("This waits already: %(change)s.") % {"change": order}) from error
    return order


@transaction.atomic
def approve_sealing(
    *, order: SealingOrder, by: Account, at: datetime, reason: str = ""
) -> SealingOrder:
    """Approves it. The database takes the content out in the same statement, for good."""
    taken = by_two.take(order)
    require(first_denied(by_two.may_decide_now(by, taken), by_two.proposer_still_counts(taken)))
    if not scope_of(taken).kinds():
        raise Conflict(_("Its content was sealed meanwhile. Decline it."))
    return by_two.decided(taken, Verdict.APPROVED, by, at, reason)


def decline_sealing(*, order: SealingOrder, by: Account, at: datetime, reason: str) -> SealingOrder:
    return by_two.decline(order, by=by, at=at, reason=reason)


def take_back_sealing(
    *, order: SealingOrder, by: Account, at: datetime, reason: str = ""
) -> SealingOrder:
    return by_two.take_back(order, by=by, at=at, reason=reason)
