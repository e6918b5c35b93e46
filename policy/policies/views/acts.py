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
from policy.policies.forms.acts import ConfirmForm, EventForm, PublishForm, ReasonForm, ReviewForm
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from policy.policies.queries import others_in_the_way, review_of, versions_in_force

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


def _leaves(version: Version) -> str:
    """What is in force when this version has ended."""
    others = versions_in_force(timezone.now()).exclude(policy=version.policy_id)
    if not others:
        return _(
            "From then on no policy is in force, until one is published: every search is refused."
        )
    return _(
        "From then on no version of this policy is in force, until another is published. What "
        "stays in force decides alone: %(others)s."
    ) % {"others": "; ".join(map(str, others))}


def _approvals(version: Version) -> str:
    """How the review stands."""
    review = review_of(version)
    words = _("%(approved)s of %(quorum)s approvals so far.") % {
        "approved": len(review.approving),
        "quorum": review.quorum,
    }
    objecting = ", ".join(reviewer.account.display_name for reviewer in review.objecting)
    return words + (" " + _("Objections: %s.") % objecting if objecting else "")


def _event(version: Version) -> str:
    return _("It is in force until this event: %(event)s. %(leaves)s") % {
        "event": version.until_event,
        "leaves": _leaves(version),
    }


ACTS = (
    Act(
        Action.SEND_TO_REVIEW,
        actions.send_to_review,
        submit=gettext_lazy("Send to review"),
        question=gettext_lazy(
            "The text can then no longer be changed. It is approved when as many reviewers as you "
            "say approve it, and none objects."
        ),
        done=gettext_lazy("It is in review. Its reviewers have been told."),
        form=ReviewForm,
    ),
    Act(
        Action.APPROVE,
        actions.approve,
        submit=gettext_lazy("Approve"),
        question=gettext_lazy(
            "You confirm, as a second person, that you have read the text and the rules beside it."
        ),
        done=gettext_lazy(
            "You approve it. Whether more approvals are needed stands on this page; it is not in "
            "force before it is published."
        ),
        consequence=_approvals,
    ),
    Act(
        Action.OBJECT,
        actions.object_to,
        submit=gettext_lazy("Object"),
        question=gettext_lazy(
            "It is then not approved until you take your objection back, or until it is returned "
            "to draft and sent to review anew. The author is told your reason."
        ),
        done=gettext_lazy("You object. The author has been told."),
        consequence=_approvals,
        form=ReasonForm,
    ),
    Act(
        Action.TAKE_BACK,
        actions.take_back_objection,
        submit=gettext_lazy("Take back the objection"),
        question=gettext_lazy(
            "You then object no longer. Where enough others have approved, it is approved."
        ),
        done=gettext_lazy("You object no longer."),
        consequence=_approvals,
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
            "It can then be replaced or discarded. What its reviewers said is void."
        ),
        done=gettext_lazy("It is a draft again."),
    ),
    Act(
        Action.DECLARE_EVENT,
        actions.declare_event,
        submit=gettext_lazy("Declare the event"),
        question=gettext_lazy(
            "The version ends when the event comes. What was decided under it stays decided. This "
            "cannot be undone."
        ),
        done=gettext_lazy("Declared. The page says when it ends."),
        consequence=_event,
        form=EventForm,
        danger=True,
    ),
    Act(
        Action.WITHDRAW,
        actions.withdraw,
        submit=gettext_lazy("Withdraw"),
        question=gettext_lazy("It ends now, and stays in the register. This cannot be undone."),
        done=gettext_lazy("Withdrawn."),
        consequence=_leaves,
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
