"""What an account is offered on the page of a version."""

from dataclasses import dataclass

from django.urls import reverse

from policy.personnel.models import Account
from policy.personnel.permissions import Answer, Denied
from policy.policies.lifecycle import Action, actions_from
from policy.policies.models import Version
from policy.policies.permissions import may, may_work_on_policies
from policy.policies.views.acts import BY_ACTION

# Why these are not offered is said beside the approval.
UNSAID = (Action.OBJECT, Action.TAKE_BACK)


@dataclass(frozen=True)
class Offer:
    """A link to a page; or, with `reason`, why it is not offered."""

    label: str
    url: str
    danger: bool = False
    reason: str = ""


def offers_to(account: Account, version: Version) -> list[Offer]:
    """What the lifecycle table lets a policy officer or a reviewer do now; nothing to others."""
    answers = ((action, may(account, action, version)) for action in actions_from(version.state))
    officer = bool(may_work_on_policies(account))
    return [
        _offer(version, action, answer)
        for action, answer in answers
        if answer or (officer and action not in UNSAID)
        if action != Action.DECLARE_EVENT or version.until_event
    ]


def _offer(version: Version, action: Action, answer: Answer) -> Offer:
    page = BY_ACTION[action]
    return Offer(
        label=str(page.submit),
        url=reverse(f"policies:{action}", args=(version.policy.slug, version.number)),
        danger=page.danger,
        reason=str(answer.reason) if isinstance(answer, Denied) else "",
    )
