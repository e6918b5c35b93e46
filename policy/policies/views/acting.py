"""How every act on a version goes: a page that asks, its action, and what came of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from policy.personnel.permissions import require
from policy.personnel.requests import Request
from policy.policies.actions.moving import what_happened
from policy.policies.errors import Conflict
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from policy.policies.permissions import is_entitled, is_in_state, is_named
from policy.policies.views.acts import BY_ACTION, Act
from policy.policies.views.finding import find


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, slug: str, number: int, action: Action) -> HttpResponse:
    version, page = find(request.user, slug, number), BY_ACTION[action]
    if request.method == "POST":
        return perform(request, version, page)
    require(is_entitled(request.user, action, version))
    if not is_in_state(action, version):
        return conflict_page(request, version, what_happened(version))
    require(is_named(request.user, action, version))
    return act_page(request, version, page, page.form(version=version))


def perform(request: Request, version: Version, page: Act) -> HttpResponse:
    form = page.form(request.POST, version=version)
    if not form.is_valid():
        return act_page(request, version, page, form)
    try:
        page.do(version=version, by=request.user, at=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return act_page(request, version, page, form)
    except Conflict as conflict:
        return conflict_page(request, version, str(conflict), **form.cleaned_data)
    messages.success(request, str(page.done))
    return redirect("policies:list" if page.action == Action.DISCARD else version)


def act_page(request: Request, version: Version, page: Act, form: forms.Form) -> HttpResponse:
    context = {
        "version": version,
        "title": page.submit,
        "question": page.question,
        "consequence": page.consequence(version),
        "form": form,
        "submit": page.submit,
        "cancel": version.get_absolute_url(),
        "danger": page.danger,
    }
    return render(request, "policies/act.html", context)


def conflict_page(
    request: Request, version: Version, conflict: str, reason: str = "", **typed: Any
) -> HttpResponse:
    """Someone else was quicker, or something stands in the way: say so, and lose nothing."""
    context = {"version": version, "conflict": conflict, "reason": reason}
    return render(request, "policies/conflict.html", context, status=409)
