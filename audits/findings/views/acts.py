"""What can be done to a finding, one entry per page: its form, its words, its action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.findings import actions
from audits.findings.behind import has_account
from audits.findings.choices import ATTRIBUTABLE, Action, State
from audits.findings.forms.acts import (
    ActForm,
    AskForm,
    AttributingForm,
    ClosingForm,
    HandOverForm,
    HearingForm,
    TakingDownForm,
)
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
    # The states in which it is offered, or why not is told; of such findings as it makes sense of.
    states: frozenset[State] = UNDECIDED
    of: Callable[[Finding], bool] = lambda finding: True

    def makes_sense_of(self, finding: Finding) -> bool:
        return finding.state in self.states and self.of(finding)


def _may(action: Action) -> Callable[[Account, Finding, datetime], Answer]:
    return lambda account, finding, at: may(account, action, finding, at)


def _may_dispose(account: Account, finding: Finding, at: datetime) -> Answer:
    """In any of the ways: some are not open before a hearing."""
    answers = [may(account, action, finding, at) for action in DISPOSES.values()]
    return next((answer for answer in answers if answer), answers[0])


def _is_of_conduct(finding: Finding) -> bool:
    return not finding.is_of_the_trail


def _is_attributable(finding: Finding) -> bool:
    return finding.subject_id is None and finding.source in ATTRIBUTABLE


def _is_of_somebody_without_account(finding: Finding) -> bool:
    return not has_account(finding)


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
        _is_of_conduct,
    ),
    Act(
        "take_down",
        _may(Action.TAKE_DOWN),
        actions.take_down_reply,
        TakingDownForm,
        _("Take down a reply"),
        _("The person has no account here: write down what they say."),
        _("Taken down."),
        frozenset({State.RIGHT_OF_REPLY}),
        _is_of_somebody_without_account,
    ),
    Act(
        "attribute",
        _may(Action.ATTRIBUTE),
        actions.attribute,
        AttributingForm,
        _("Say whom it is about"),
        _(
            "Said once, and told to oversight. You bring evidence by it: somebody else says what "
            "becomes of the finding."
        ),
        _("It is about somebody now."),
        frozenset({State.OPEN, State.UNDER_REVIEW}),
        _is_attributable,
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
        _is_of_conduct,
    ),
)

BY_NAME = {act.name: act for act in ACTS}
