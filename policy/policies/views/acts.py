"""What a policy officer can do to a version, one entry per page: its form, words and action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.policies import actions
from policy.policies.forms import ConfirmForm, PublishForm, ReasonForm
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from policy.policies.queries import others_in_the_way

Words = str | Promise


def nothing_more(version: Version) -> str:
    return ""


def timeless(do: Callable[..., Any]) -> Callable[..., Any]:
    """An action that notes no time, called as the others are."""

    def done(*, at: datetime, **given: Any) -> Any:
        return do(**given)

    return done


@dataclass(frozen=True)
class Act:
    """`submit` is the button and the link to the page, `question` heads it, `consequence` says
    what follows for this version, `done` is the message afterward."""

    action: Action
    do: Callable[..., Any]
    submit: Words
    question: Words
    done: Words
    consequence: Callable[[Version], str] = nothing_more
    form: type[ConfirmForm] = ConfirmForm
    danger: bool = False


def _ends_present(version: Version) -> str:
    present = others_in_the_way(version, timezone.now(), None).first()
    if present is None:
        return _("No version of this policy is in force now.")
    return _("It takes the place of version %(number)s, which ends at the moment this begins.") % {
        "number": present.number
    }


def _leaves_nothing(version: Version) -> str:
    return _(
        "From then on no version of this policy is in force, until another is published. Where no "
        "policy in force permits a search, every search is refused."
    )


ACTS = (
    Act(
        Action.SEND_TO_REVIEW,
        actions.send_to_review,
        submit=gettext_lazy("Send to review"),
        question=gettext_lazy(
            "The text can then no longer be changed, and another policy officer can approve it."
        ),
        done=gettext_lazy("It is in review. Another policy officer has to approve it."),
    ),
    Act(
        Action.APPROVE,
        actions.approve,
        submit=gettext_lazy("Approve"),
        question=gettext_lazy(
            "You confirm, as a second person, that you have read the text and the rules beside it."
        ),
        done=gettext_lazy("Approved. It is not in force before it is published."),
    ),
    Act(
        Action.PUBLISH,
        actions.publish,
        submit=gettext_lazy("Publish"),
        question=gettext_lazy(
            "A published version decides every request from its first moment on, and its text can "
            "never be changed again."
        ),
        done=gettext_lazy("Published."),
        consequence=_ends_present,
        form=PublishForm,
    ),
    Act(
        Action.RETURN,
        timeless(actions.return_to_draft),
        submit=gettext_lazy("Return to draft"),
        question=gettext_lazy(
            "It can then be replaced or discarded. An approval that it has is void."
        ),
        done=gettext_lazy("It is a draft again."),
    ),
    Act(
        Action.WITHDRAW,
        actions.withdraw,
        submit=gettext_lazy("Withdraw"),
        question=gettext_lazy("It ends now, and stays in the register. This cannot be undone."),
        done=gettext_lazy("Withdrawn."),
        consequence=_leaves_nothing,
        form=ReasonForm,
        danger=True,
    ),
    Act(
        Action.DISCARD,
        timeless(actions.discard),
        submit=gettext_lazy("Discard"),
        question=gettext_lazy(
            "The draft is deleted. Export it first if you may need it. This cannot be undone."
        ),
        done=gettext_lazy("The draft is discarded."),
        danger=True,
    ),
)
BY_ACTION = {act.action: act for act in ACTS}
