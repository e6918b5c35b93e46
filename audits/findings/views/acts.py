"""What can be done to a finding, one entry per page: its form, its words, its action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.findings import actions
from audits.findings.choices import Action, State
from audits.findings.forms.acts import ActForm, AskForm, ClosingForm, HandOverForm, HearingForm
from audits.findings.lifecycle import DISPOSES, UNDECIDED
from audits.findings.models import Finding
from audits.findings.permissions import may, may_ask_for_name
from policy.personnel.models import Account
from policy.personnel.permissions import Answer

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """`name` is that of its address, `title` heads its page and is the link to it."""

    name: str
    may: Callable[[Account, Finding, datetime], Answer]
    do: Callable[..., Any]
    form: type[ActForm]
    title: Words
    lead: Words
    done: Words
    # The states in which it is offered, or why not is told.
    states: frozenset[State] = UNDECIDED


def _may(action: Action) -> Callable[[Account, Finding, datetime], Answer]:
    return lambda account, finding, at: may(account, action, finding, at)


def _may_dispose(account: Account, finding: Finding, at: datetime) -> Answer:
    """In any of the ways: some are not open before a hearing."""
    answers = [may(account, action, finding, at) for action in DISPOSES.values()]
    return next((answer for answer in answers if answer), answers[0])


ACTS = (
    Act(
        "review",
        _may(Action.REVIEW),
        actions.review,
        ActForm,
        _("Begin the review"),
        _("You are its owner from then on, until you hand it over."),
        _("The review is yours."),
        frozenset({State.OPEN}),
    ),
    Act(
        "hear",
        _may(Action.HEAR),
        actions.give_reply,
        HearingForm,
        _("Give the right of reply"),
        _(
            "The person reads on their own page what was found, and can reply. "
            "Nobody is told who they are."
        ),
        _("The person can reply now."),
        frozenset({State.OPEN, State.UNDER_REVIEW}),
    ),
    Act(
        "close",
        _may_dispose,
        actions.close_finding,
        ClosingForm,
        _("Close the finding"),
        _("Say what became of it. A finding is closed once."),
        _("Closed."),
    ),
    Act(
        "hand_over",
        _may(Action.HAND_OVER),
        actions.hand_over,
        HandOverForm,
        _("Hand the review over"),
        _("Somebody else reviews it from then on."),
        _("Handed over."),
        frozenset({State.UNDER_REVIEW}),
    ),
    Act(
        "ask",
        may_ask_for_name,
        actions.ask_for_name,
        AskForm,
        _("Ask for the name"),
        _(
            "Somebody else decides. Granted, the name is shown to you alone and for a time, each "
            "look is recorded, and the person is told afterward."
        ),
        _("Asked for. Somebody else has to decide."),
        frozenset(State),
    ),
)

BY_NAME = {act.name: act for act in ACTS}
