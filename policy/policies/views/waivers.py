"""Pages of waivers: asked for, decided, ended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from policy.paging import page_of
from policy.personnel.requests import Request
from policy.policies import actions
from policy.policies.choices import WaiverState
from policy.policies.errors import Conflict
from policy.policies.forms.waivers import AskForm, WordsForm
from policy.policies.models import Waiver
from policy.policies.permissions import may_ask_for_waivers, may_decide, may_end
from policy.policies.queries.waivers import waivable_rules, waivers_visible_to

ORDER = ("-asked_at", "-pk")

ACTS: dict[str, tuple[Callable[..., Waiver], Any]] = {
    "grant": (actions.grant_waiver, gettext_lazy("Granted.")),
    "deny": (actions.deny_waiver, gettext_lazy("Denied.")),
    "end": (actions.end_waiver, gettext_lazy("Ended.")),
}


@require_safe
def waiver_list(request: Request) -> HttpResponse:
    page = page_of(waivers_visible_to(request.user), order=ORDER, query=request.GET)
    context = {
        "page": page,
        "may_ask": bool(may_ask_for_waivers(request.user)),
        "can_any": waivable_rules(timezone.now()).exists(),
    }
    return render(request, "waivers/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def waiver_new(request: Request) -> HttpResponse:
    at = timezone.now()
    asked = {name: request.GET[name] for name in ("rule", "case_number") if name in request.GET}
    form = AskForm(request.POST if request.method == "POST" else None, at=at, initial=asked)
    if request.method != "POST" or not form.is_valid():
        return render(request, "waivers/new.html", {"form": form})
    try:
        waiver = actions.ask_for_waiver(**form.cleaned_data, by=request.user, at=at)
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "waivers/new.html", {"form": form})
    messages.success(request, _("Asked for. Whoever has the rank can now decide."))
    return redirect(waiver)


@require_http_methods(["GET", "HEAD", "POST"])
def waiver_page(request: Request, pk: int) -> HttpResponse:
    waiver = get_object_or_404(waivers_visible_to(request.user), pk=pk)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = _perform(request, waiver, form)
        if done:
            return done
    context = {
        "waiver": waiver,
        "form": form,
        "decisions": waiver.decisions.select_related("decision__step__request"),
        "may_decide": waiver.state == WaiverState.ASKED and may_decide(request.user, waiver),
        "may_end": waiver.state == WaiverState.GRANTED and may_end(request.user, waiver),
    }
    return render(request, "waivers/detail.html", context)


def _perform(request: Request, waiver: Waiver, form: WordsForm) -> HttpResponse | None:
    """What came of the act; None where the form has to be filled in better."""
    if request.POST.get("act") not in ACTS:
        raise Http404
    do, words = ACTS[request.POST["act"]]
    try:
        do(waiver=waiver, by=request.user, at=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    except Conflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.success(request, str(words))
    return redirect(waiver)
