"""What a reader is told where the content of an entry was sealed."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from audits.trail.models import SealingOrder
from audits.trail.queries.sealing import carried_out
from audits.trail.wording.telling import Told
from policy.personnel.models import Account


def sealings_in_words(entries: Iterable[Told]) -> dict[int, str]:
    """Of each entry without content, by its index: who sealed it, when, under what order.

    What is gone without an order is told to be tampered with.
    """
    without = [told.index for told in entries if told.is_sealed]
    if not without:
        return {}
    people = ("order__proposed_by__person__rank", "order__decided_by__person__rank")
    rows = carried_out().filter(entry__position__index__in=without).select_related(*people)
    sealed = rows.annotate(index=F("entry__position__index"))
    orders = {row.index: _under(row.order) for row in sealed}
    return {index: orders.get(index) or _tampered() for index in without}


def _under(order: SealingOrder) -> str:
    words = _(
        "Its content was sealed on %(day)s under order %(number)s of %(ordered)s, %(authority)s: "
        "proposed by %(proposer)s and approved by %(approver)s. The entry itself is proven as "
        "before."
    )
    return words % {
        "day": date_format(localtime(order.decided_at)),
        "number": order.order_number,
        "ordered": date_format(order.ordered_on),
        "authority": order.authority,
        "proposer": _name(order.proposed_by),
        "approver": _name(order.decided_by),
    }


def _name(account: Account | None) -> str:
    return str(account.person or account) if account else ""


def _tampered() -> str:
    return _("Its content is gone, and no order sealed it: somebody tampered with the trail.")
