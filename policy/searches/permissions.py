"""Who may do what with a request: each answers allowed, or the reason why not."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import (
    Allowed,
    Answer,
    Denied,
    first_denied,
    holds_role,
    is_serving,
)
from policy.personnel.queries import is_in_chain_of
from policy.searches.choices import Action, Hat, State
from policy.searches.lifecycle import BY_ACTION
from policy.searches.models import Lead, SearchRequest


def may(account: Account, action: Action, request: SearchRequest, at: datetime) -> Answer:
    """May `account` do `action` to `request` as it stands at `at`?"""
    return wears_hat(account, action, request) and may_now(account, action, request, at)


def may_now(account: Account, action: Action, request: SearchRequest, at: datetime) -> Answer:
    """May someone who wears the hat for `action` do it at this moment?"""
    answer = first_denied(
        is_in_state(action, request),
        is_approval_in_force(action, request, at),
        is_own_run(account, action, request),
    )
    turn = _TURNS.get(action)
    return turn(account, request) if answer and turn else answer


def wears_hat(account: Account, action: Action, request: SearchRequest) -> Answer:
    """Has `account` one of the hats that the lifecycle table names for `action`?"""
    hats = sorted(BY_ACTION[action].hats)
    answers = [_HATS[hat](account, request) for hat in hats]
    return next((answer for answer in answers if answer), answers[0])


def is_in_state(action: Action, request: SearchRequest) -> Answer:
    if request.state in BY_ACTION[action].before:
        return Allowed()
    return Denied(
        _("The request is in the state “%(state)s”.") % {"state": request.get_state_display()}
    )


def is_approval_in_force(action: Action, request: SearchRequest, at: datetime) -> Answer:
    """Once its time is over an approval only expires, even before the clock has said so."""
    expired = request.approved_until is not None and request.approved_until <= at
    if request.state == State.APPROVED and expired and action != Action.EXPIRE:
        return Denied(_("The approval has expired."))
    return Allowed()


def is_own_run(account: Account, action: Action, request: SearchRequest) -> Answer:
    recording = action == Action.RECORD and request.state == State.RUNNING
    if recording and request.run.operator_id != account.person_id:
        return Denied(_("The examiner who started the search records its result."))
    return Allowed()


def has_not_spoken(account: Account, request: SearchRequest) -> Answer:
    if request.approvals.filter(version=request.version, approver=account.person).exists():
        return Denied(_("You have approved this version; it waits for another supervisor."))
    return Allowed()


def has_not_compared(account: Account, request: SearchRequest) -> Answer:
    if request.run.reviews.filter(examiner=account.person).exists():
        return Denied(_("You have reviewed these candidates already."))
    return Allowed()


def has_reviewed(account: Account, request: SearchRequest) -> Answer:
    if not has_not_compared(account, request):
        return Allowed()
    return Denied(_("Compare the candidates first: only a reviewing examiner ends the review."))


def may_see_probe(account: Account, request: SearchRequest) -> Answer:
    """Given that `account` may see the request: may it see the face that is searched for?"""
    if request.requester_id == account.person_id:
        return Allowed()
    return holds_role(account, Role.SUPERVISOR, Role.EXAMINER, Role.AUDITOR)


def may_see_reviews(account: Account, request: SearchRequest, *, blind: bool) -> Answer:
    """Given that `account` may see the request: may it see what examiners found?

    `blind` says that the policies want each examiner to compare without knowing it.
    """
    is_to_compare = request.state == State.IN_REVIEW and account.has_role(Role.EXAMINER)
    if blind and is_to_compare and has_not_compared(account, request):
        return Denied(_("What others found shows once you have recorded your own comparison."))
    waits_for_a_lead = account.has_role(Role.REQUESTER, Role.SUPERVISOR)
    if waits_for_a_lead and not Lead.objects.filter(request=request).exists():
        return Denied(_("What examiners found is told with a lead, once it is released."))
    return Allowed()


def _is_requester(account: Account, request: SearchRequest) -> Answer:
    if account.person_id != request.requester_id:
        return Denied(_("Only the requester does this."))
    return first_denied(holds_role(account, Role.REQUESTER), is_serving(account))


def _is_supervisor(account: Account, request: SearchRequest) -> Answer:
    refused = first_denied(holds_role(account, Role.SUPERVISOR), is_serving(account))
    if not refused:
        return refused
    if account.person_id == request.requester_id:
        return Denied(_("Nobody approves their own request."))
    if not is_in_chain_of(account.member, request.requester):
        return Denied(
            _("You are not in the chain of command of %(requester)s.")
            % {"requester": request.requester}
        )
    return Allowed()


def _is_examiner(account: Account, request: SearchRequest) -> Answer:
    refused = first_denied(holds_role(account, Role.EXAMINER), is_serving(account))
    if not refused:
        return refused
    if account.person_id == request.requester_id:
        return Denied(_("Nobody runs or reviews their own request."))
    return Allowed()


def _is_clock(account: Account, request: SearchRequest) -> Answer:
    return Denied(_("This happens by itself when its time has come."))


_HATS: dict[Hat, Callable[[Account, SearchRequest], Answer]] = {
    Hat.REQUESTER: _is_requester,
    Hat.SUPERVISOR: _is_supervisor,
    Hat.EXAMINER: _is_examiner,
    Hat.CLOCK: _is_clock,
}

# Whose turn it is among several of the same hat.
_TURNS: dict[Action, Callable[[Account, SearchRequest], Answer]] = {
    Action.APPROVE: has_not_spoken,
    Action.DENY: has_not_spoken,
    Action.RETURN: has_not_spoken,
    Action.REVIEW: has_not_compared,
    Action.RELEASE: has_reviewed,
    Action.CONCLUDE: has_reviewed,
}
