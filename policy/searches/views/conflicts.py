"""When someone else moved the request on meanwhile: say who did what, and lose nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from policy.personnel.models import Account
from policy.personnel.requests import Request
from policy.searches.choices import Action
from policy.searches.errors import Conflict
from policy.searches.models import SearchRequest
from policy.searches.views.finding import find

View = Callable[..., HttpResponse]

# What is worth copying from a form that came too late.
WRITTEN = ("reason", "notes", "justification")


def tells_conflicts(view: View) -> View:
    """Answer 409 with the story where the action of `view` came too late."""

    @wraps(view)
    def wrapped(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, **kwargs)
        except Conflict as conflict:
            return conflict_page(request, pk, conflict)

    return wrapped


def is_done_already(account: Account, search: SearchRequest, action: Action) -> bool:
    """Was this the latest thing done, by the same person: a form sent twice?"""
    last = search.steps.last()
    return last is not None and (last.action, last.actor_id) == (action, account.person_id)


def conflict_page(request: Request, pk: int, conflict: Conflict) -> HttpResponse:
    context = {
        "search": find(request.user, pk),
        "message": str(conflict),
        "typed": next(filter(None, map(request.POST.get, WRITTEN)), ""),
    }
    return render(request, "searches/conflict.html", context, status=409)
