"""What an account may do to a request now, and why it may not do the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Denied
from policy.searches.choices import Action
from policy.searches.lifecycle import BY_ACTION as TRANSITIONS
from policy.searches.lifecycle import actions_from
from policy.searches.models import SearchRequest
from policy.searches.permissions import may
from policy.searches.views.acts import BY_ACTION as ACTS
from policy.searches.views.steps import CHECK, FIRST, address


@dataclass(frozen=True)
class Offer:
    """A link to a page; or, with `reason`, why it is not offered."""

    label: str
    url: str
    danger: bool = False
    reason: str = ""


def offers_to(account: Account, search: SearchRequest, at: datetime) -> list[Offer]:
    """One offer per page, of the actions that the lifecycle table gives to a role of `account`."""
    found: dict[str, Offer] = {}
    for action in actions_from(search.state):
        if account.has_role(*roles_of(action)):
            for offer in _offers(account, action, search, at):
                found.setdefault(offer.label, offer)
    return list(found.values())


def roles_of(action: Action) -> list[Role]:
    """The roles whose hats the lifecycle table names; a hat has the code of its role."""
    hats = {hat.value for hat in TRANSITIONS[action].hats}
    return [role for role in Role if role.value in hats]


def _offers(
    account: Account, action: Action, search: SearchRequest, at: datetime
) -> Iterator[Offer]:
    answer = may(account, action, search, at)
    reason = str(answer.reason) if isinstance(answer, Denied) else ""
    if action == Action.SUBMIT:
        yield Offer(_("Check and submit"), address(search, CHECK), reason=reason)
        if not reason:
            yield Offer(_("Go on filling it in"), address(search, FIRST))
        return
    page = ACTS[action]
    yield Offer(str(page.offer), reverse(page.url, args=[search.pk]), page.danger, reason)
