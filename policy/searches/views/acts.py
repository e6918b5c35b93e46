"""What can be done to a submitted request, one entry per page: its form, its words, its action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policy.searches import actions
from policy.searches.choices import Action
from policy.searches.forms.acts import (
    ApproveForm,
    AttestingForm,
    CloseForm,
    ConfirmForm,
    GroundsForm,
    NotesForm,
    RecordForm,
    ReviewForm,
    TurnDownForm,
)

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """`url` names the page, `offer` is the link to it, `title` and `lead` head it, `submit` is its
    button, `done` the message afterward."""

    action: Action
    url: str
    do: Callable[..., Any]
    form: type[forms.Form]
    offer: Words
    title: Words
    lead: Words
    submit: Words
    done: Words
    danger: bool = False
    template: str = "searches/act.html"


DECIDE: dict[str, Any] = {
    "offer": _("Approve, deny or return"),
    "title": _("Decide on the request"),
    "lead": _("Read what is asked for, then approve, return or deny it."),
    "template": "searches/decide.html",
}

ACTS = (
    Act(
        Action.APPROVE,
        "searches:approve",
        actions.approve,
        ApproveForm,
        submit=_("Approve"),
        done=_("Your approval is recorded."),
        **DECIDE,
    ),
    Act(
        Action.RETURN,
        "searches:return",
        actions.return_to_requester,
        TurnDownForm,
        submit=_("Return to the requester"),
        done=_("Returned to the requester."),
        **DECIDE,
    ),
    Act(
        Action.DENY,
        "searches:deny",
        actions.deny,
        TurnDownForm,
        submit=_("Deny"),
        done=_("Denied."),
        danger=True,
        **DECIDE,
    ),
    Act(
        Action.RUN,
        "searches:run",
        actions.run,
        AttestingForm,
        offer=_("Run the search"),
        title=_("Run the search"),
        lead=_("The policy decides once more, with you as the operator."),
        submit=_("Start the search"),
        done=_("The search is yours to run. Record its result when the system has answered."),
    ),
    Act(
        Action.RECORD,
        "searches:record",
        actions.record_result,
        RecordForm,
        offer=_("Record the result"),
        title=_("Record the result"),
        lead=_("What did the system return?"),
        submit=_("Record the result"),
        done=_("The result is recorded."),
    ),
    Act(
        Action.REVIEW,
        "searches:review",
        actions.review,
        ReviewForm,
        offer=_("Review the candidates"),
        title=_("Review the candidates"),
        lead=_("Compare each candidate with the probe image, then say what you found."),
        submit=_("Record the review"),
        done=_("Your review is recorded."),
    ),
    Act(
        Action.RELEASE,
        "searches:release",
        actions.release,
        ConfirmForm,
        offer=_("Release the lead"),
        title=_("Release the lead"),
        lead=_("The lead goes to the requester, with the notice below."),
        submit=_("Release the lead"),
        done=_("The lead is released to the requester."),
        template="searches/release.html",
    ),
    Act(
        Action.CONCLUDE,
        "searches:conclude",
        actions.conclude,
        NotesForm,
        offer=_("Conclude without a lead"),
        title=_("Conclude without a lead"),
        lead=_("The search ends here; the requester is told that it gave no lead."),
        submit=_("Conclude without a lead"),
        done=_("Concluded without a lead."),
    ),
    Act(
        Action.CLOSE,
        "searches:close",
        actions.close,
        CloseForm,
        offer=_("Close the request"),
        title=_("Close the request"),
        lead=_("Say what became of the case. A closed request is not opened again."),
        submit=_("Close the request"),
        done=_("Closed."),
    ),
    Act(
        Action.REOPEN,
        "searches:reopen",
        actions.reopen,
        GroundsForm,
        offer=_("Change the request"),
        title=_("Change the request"),
        lead=_(
            "It becomes a draft again and has to be submitted and approved anew. An approval that "
            "it has is for the version as it stands, and is void."
        ),
        submit=_("Make it a draft again"),
        done=_("It is a draft again. Change it, then submit it."),
    ),
    Act(
        Action.WITHDRAW,
        "searches:withdraw",
        actions.withdraw,
        GroundsForm,
        offer=_("Withdraw the request"),
        title=_("Withdraw the request"),
        lead=_("It ends here and stays in the register. This cannot be undone."),
        submit=_("Withdraw the request"),
        done=_("Withdrawn."),
        danger=True,
    ),
    Act(
        Action.REVOKE,
        "searches:revoke",
        actions.revoke,
        GroundsForm,
        offer=_("Revoke the approval"),
        title=_("Revoke the approval"),
        lead=_("The search may then not be run. This cannot be undone."),
        submit=_("Revoke the approval"),
        done=_("The approval is revoked."),
        danger=True,
    ),
)
BY_ACTION = {act.action: act for act in ACTS}
