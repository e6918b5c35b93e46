"""When someone else moved the request on meanwhile: say who did what, and lose nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policy.searches.errors import Conflict
from policy.searches.views.finding import find

View = Callable[..., HttpResponse]


def tells_conflicts(view: View) -> View:
    """Answer 409 with the story where the action of `view` came too late."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, **kwargs)
        except Conflict as conflict:
            return conflict_page(request, pk, conflict)

    return wrapped


def conflict_page(request: HttpRequest, pk: int, conflict: Conflict) -> HttpResponse:
    context = {
        "search": find(request.user, pk),
        "message": str(conflict),
        "typed": request.POST.get("reason") or request.POST.get("notes") or "",
    }
    return render(request, "searches/conflict.html", context, status=409)
