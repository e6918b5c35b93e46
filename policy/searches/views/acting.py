"""How every act on a request goes: its page, its action, and what the policy answered."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from policy.personnel.permissions import require
from policy.personnel.requests import Request
from policy.policies.choices import Outcome
from policy.policies.models import Decision
from policy.searches.asking import asked_of_approver, asked_of_operator
from policy.searches.choices import Action
from policy.searches.errors import Conflict, Incomplete
from policy.searches.models import SearchRequest
from policy.searches.notices import LEAD_NOTICE
from policy.searches.permissions import may
from policy.searches.views.acts import BY_ACTION, Act
from policy.searches.views.conflicts import is_done_already, tells_conflicts
from policy.searches.views.finding import find
from policy.searches.views.reading import results_of, story_of

ATTESTED = {Action.APPROVE: asked_of_approver, Action.RUN: asked_of_operator}


@require_http_methods(["GET", "HEAD", "POST"])
@tells_conflicts
def act(request: Request, pk: int, action: Action) -> HttpResponse:
    search, at, page = find(request.user, pk), timezone.now(), BY_ACTION[action]
    if request.method == "POST":
        return perform(request, search, page, at)
    require(may(request.user, action, search, at))
    return act_page(request, search, page, form_of(page, request, search, at), at)


def perform(request: Request, search: SearchRequest, page: Act, at: datetime) -> HttpResponse:
    form = form_of(page, request, search, at, request.POST)
    if not form.is_valid():
        require(may(request.user, page.action, search, at))
        return act_page(request, search, page, form, at)
    try:
        answer = page.do(request=search, by=request.user, at=at, **form.cleaned_data)
    except Incomplete as incomplete:
        add_errors(form, incomplete)
        return act_page(request, search, page, form, at)
    except (Conflict, PermissionDenied):
        if not is_done_already(request.user, search, page.action):
            raise
        return redirect(search)
    return answered(request, search, page, answer)


def answered(request: Request, search: SearchRequest, page: Act, answer: Any) -> HttpResponse:
    """A refusal of the policy is shown in full; anything else leads back to the request."""
    if isinstance(answer, Decision) and answer.outcome != Outcome.PERMITTED:
        return redirect("searches:decision", search.pk, answer.pk)
    messages.success(request, str(page.done))
    return redirect(search)


def form_of(
    page: Act, request: Request, search: SearchRequest, at: datetime, data: Any = None
) -> forms.Form:
    more: dict[str, Any] = {}
    asked = ATTESTED.get(page.action)
    if asked and request.user.person:
        more["attestations"] = asked(search, request.user.person, at)
    return page.form(data, initial={"version": search.version}, **more)


def add_errors(form: forms.Form, incomplete: Incomplete) -> None:
    for name, text in incomplete.errors.items():
        form.add_error(name if name in form.fields else None, text)


def act_page(
    request: Request, search: SearchRequest, page: Act, form: forms.Form, at: datetime
) -> HttpResponse:
    context = {
        "act": page,
        "form": form,
        "notice": LEAD_NOTICE,
        **story_of(search, request.user, at),
        **results_of(search, request.user, at),
    }
    return render(request, page.template, context)
