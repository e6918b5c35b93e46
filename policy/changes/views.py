"""Pages of changes: what waits and what was, one change, a proposal; and the settings in force."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from policy.changes import actions
from policy.changes.attempting import attempt
from policy.changes.choices import Verdict
from policy.changes.forms import ChangeFilterForm, RoleForm, SettingForm, StatusForm, VerdictForm
from policy.changes.models import Change
from policy.changes.permissions import may_decide, may_propose, may_take_back
from policy.changes.queries import changes, open_changes, standings, who_can_decide
from policy.changes.telling import what_it_waits_for
from policy.paging import page_of
from policy.personnel.requests import Request

ORDER = ("-decided_at", "-pk")

# What can be proposed: the heading, the form, the action.
PROPOSALS: dict[str, tuple[Any, type[forms.Form], Callable[..., Change]]] = {
    "role": (_("Propose to give or take a role"), RoleForm, actions.propose_role),
    "status": (_("Propose another status of a system"), StatusForm, actions.propose_status),
    "setting": (_("Propose another setting"), SettingForm, actions.propose_setting),
}

ACTS: dict[str, tuple[Callable[..., Change], Any]] = {
    "approve": (actions.approve, _("Approved. It is so from now on.")),
    "decline": (actions.decline, _("Declined. Nothing has changed.")),
    "take_back": (actions.take_back, _("Taken back. Nothing has changed.")),
}


@require_safe
def change_list(request: Request) -> HttpResponse:
    asked = ChangeFilterForm.base_fields.keys() & request.GET.keys()
    form = ChangeFilterForm(request.GET if asked else None)
    decided = form.applied_to(changes().exclude(verdict=Verdict.OPEN))
    context = {
        "form": form,
        "open": open_changes(),
        "page": page_of(decided, order=ORDER, query=request.GET),
        "may_propose": bool(may_propose(request.user)),
    }
    return render(request, "changes/list.html", context)


@require_safe
def settings_page(request: Request) -> HttpResponse:
    context = {
        "standings": list(standings(timezone.now())),
        "may_propose": bool(may_propose(request.user)),
    }
    return render(request, "changes/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, of: str) -> HttpResponse:
    if of not in PROPOSALS:
        raise Http404
    title, form_class, action = PROPOSALS[of]
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, initial=request.GET.dict())
    if form.is_valid():
        change = attempt(form, action, by=request.user, **form.cleaned_data)
        if change is not None:
            messages.success(request, what_it_waits_for(change))
            return redirect(change)
    return render(request, "changes/propose.html", {"title": title, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: Request, pk: int) -> HttpResponse:
    change = get_object_or_404(changes(), pk=pk)
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (answer := _act(request, change, form)):
        return answer
    context = {
        "change": change,
        "form": form,
        "may_decide": may_decide(request.user, change),
        "may_take_back": may_take_back(request.user, change),
        "others": who_can_decide(change),
    }
    return render(request, "changes/detail.html", context)


def _act(request: Request, change: Change, form: forms.Form) -> HttpResponse | None:
    """What came of the act; None where the form has to be filled in better."""
    if request.POST.get("act") not in ACTS:
        raise Http404
    action, words = ACTS[request.POST["act"]]
    if attempt(form, action, change=change, by=request.user, **form.cleaned_data) is None:
        return None
    messages.success(request, str(words))
    return redirect(change)
