"""How every action begins and ends: the request locked and checked, the step written."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from policy.personnel.models import Account, Person
from policy.personnel.permissions import require
from policy.policies.models import Decision
from policy.searches.choices import Action, State
from policy.searches.errors import Conflict
from policy.searches.lifecycle import BY_ACTION
from policy.searches.models import SearchRequest, Step
from policy.searches.permissions import may_now, wears_hat
from policy.searches.triggers.requests import MOVING

# What most actions ask of the request besides its own columns.
RELATED = ("requester__rank", "system")


def take(
    request: SearchRequest,
    action: Action,
    *,
    by: Account,
    at: datetime,
    related: Sequence[str] = RELATED,
) -> SearchRequest:
    """The request as it stands now, with `related`, locked until the end of the transaction.

    Raises PermissionDenied with the reason where `by` may not do this to it, and Conflict where
    someone else moved it on meanwhile.
    """
    locked = lock(request, *related)
    require(wears_hat(by, action, locked))
    if locked.state not in BY_ACTION[action].before:
        raise Conflict(what_happened(locked))
    require(may_now(by, action, locked, at))
    return locked


def lock(request: SearchRequest, *related: str) -> SearchRequest:
    """The row of `request`, locked, with what `related` points to, which is not locked."""
    requests = SearchRequest.objects.select_for_update(of=("self",))
    return requests.select_related(*related or (None,)).get(pk=request.pk)


def same_version(request: SearchRequest, version: int) -> None:
    """Raises Conflict where the request is no longer the version that the approver read."""
    if request.version != version:
        raise Conflict(
            _(
                "%(request)s was changed meanwhile: "
                "it is now version %(now)s, and you read version %(then)s."
            )
            % {"request": request, "now": request.version, "then": version}
        )


def what_happened(request: SearchRequest) -> str:
    step = request.steps.select_related("actor__rank").last()
    if step is None:
        return _("%(request)s is a draft.") % {"request": request}
    return _(
        "%(request)s has moved on meanwhile: %(action)s by %(actor)s. It is now: %(state)s."
    ) % {
        "request": request,
        "action": step.get_action_display().lower(),
        "actor": step.actor or _("the clock"),
        "state": request.get_state_display(),
    }


def move(
    request: SearchRequest,
    action: Action,
    *,
    to: State,
    actor: Person | None,
    at: datetime,
    reason: str = "",
    decision: Decision | None = None,
    content: Sequence[str] = (),
) -> Step:
    """Stores the step, and the request in its new state, with those fields of its content.

    The database lets a request move only along its latest step, so the step comes first.
    """
    step = Step.objects.create(
        request=request,
        action=action,
        before=request.state,
        after=to,
        actor=actor,
        at=at,
        version=request.version,
        reason=reason.strip(),
        decision=decision,
    )
    if to != request.state:
        request.state, request.state_at = to, at
        request.save(update_fields=(*MOVING, *content))
    return step
