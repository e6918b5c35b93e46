"""Pages of sealing: what waits and what was sealed, one order, a proposal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.trail import actions
from audits.trail.forms import OrderForm, ScopeForm
from audits.trail.models import SealingOrder
from audits.trail.queries.sealing import Scope, open_sealing_orders, scope_of, sealing_orders
from audits.trail.wording.kinds import kind_in_words
from policy.changes.attempting import attempt
from policy.changes.choices import Verdict
from policy.changes.forms import VerdictForm
from policy.changes.permissions import may_decide, may_propose, may_take_back
from policy.changes.queries import who_can_decide
from policy.changes.telling import what_it_waits_for
from policy.paging import page_of
from policy.personnel.requests import Request

ORDER = ("-decided_at", "-pk")

ACTS: dict[str, tuple[Callable[..., SealingOrder], Any]] = {
    "approve": (actions.approve_sealing, _("Approved. The content is gone from the trail.")),
    "decline": (actions.decline_sealing, _("Declined. Nothing was sealed.")),
    "take_back": (actions.take_back_sealing, _("Taken back. Nothing was sealed.")),
}


@dataclass(frozen=True)
class Count:
    """Of how many entries the content is there, by kind in words, the most first."""

    kinds: list[tuple[str, int]]

    @property
    def total(self) -> int:
        return sum(number for _kind, number in self.kinds)


def count_of(scope: Scope) -> Count:
    return Count([(kind_in_words(kind), number) for kind, number in scope.kinds().items()])


@require_safe
def sealing_list(request: Request) -> HttpResponse:
    decided = sealing_orders().exclude(verdict=Verdict.OPEN)
    context = {
        "open": open_sealing_orders(),
        "page": page_of(decided, order=ORDER, query=request.GET),
        "may_propose": bool(may_propose(request.user)),
    }
    return render(request, "trail/sealings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request) -> HttpResponse:
    """First what is to be sealed, which is counted; then under whose order."""
    asked = ScopeForm.base_fields.keys() & request.GET.keys()
    scope_form = ScopeForm(request.GET if asked else None)
    scope = scope_form.scope()
    form = OrderForm(request.POST if request.method == "POST" else None)
    if scope and form.is_valid():
        what = {"scope": scope, "by": request.user, **form.cleaned_data}
        order = attempt(form, actions.propose_sealing, **what)
        if order is not None:
            messages.success(request, what_it_waits_for(order))
            return redirect(order)
    context = {"scope_form": scope_form, "form": form, "count": scope and count_of(scope)}
    return render(request, "trail/sealings/propose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sealing_page(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(sealing_orders(), pk=pk)
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (answer := _act(request, order, form)):
        return answer
    context = {
        "order": order,
        "form": form,
        "may_decide": may_decide(request.user, order),
        "may_take_back": may_take_back(request.user, order),
        "may_propose": bool(may_propose(request.user)),
        "others": who_can_decide(order),
        "sealed": order.sealed.count(),
        # Of an order that was carried out: what was written since.
        "count": count_of(scope_of(order)),
    }
    return render(request, "trail/sealings/detail.html", context)


def _act(request: Request, order: SealingOrder, form: forms.Form) -> HttpResponse | None:
    """What came of the act; None where the form has to be filled in better."""
    if request.POST.get("act") not in ACTS:
        raise Http404
    action, words = ACTS[request.POST["act"]]
    if attempt(form, action, order=order, by=request.user, **form.cleaned_data) is None:
        return None
    messages.success(request, str(words))
    return redirect(order)
