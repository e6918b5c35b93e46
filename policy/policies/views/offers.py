"""What an account is offered on the page of a version."""

from dataclasses import dataclass

from django.urls import reverse

from policy.personnel.models import Account
from policy.personnel.permissions import Denied
from policy.policies.lifecycle import actions_from
from policy.policies.models import Version
from policy.policies.permissions import may, may_work_on_policies
from policy.policies.views.acts import BY_ACTION


@dataclass(frozen=True)
class Offer:
    """A link to a page; or, with `reason`, why it is not offered."""

    label: str
    url: str
    danger: bool = False
    reason: str = ""


def offers_to(account: Account, version: Version) -> list[Offer]:
    """What the lifecycle table lets a policy officer do now; nothing to anyone else."""
    if not may_work_on_policies(account):
        return []
    offers = []
    for action in actions_from(version.state):
        page, answer = BY_ACTION[action], may(account, action, version)
        offers.append(
            Offer(
                label=str(page.submit),
                url=reverse(f"policies:{action}", args=(version.policy.slug, version.number)),
                danger=page.danger,
                reason=str(answer.reason) if isinstance(answer, Denied) else "",
            )
        )
    return offers
