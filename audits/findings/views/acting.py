"""How every act on a finding goes: a page that asks, its action, and what came of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from audits.findings import actions
from audits.findings.errors import Conflict, NamesSomebody
from audits.findings.forms.acts import DecideForm, HowForm
from audits.findings.forms.filing import FilingForm
from audits.findings.models import Finding, OfficeNotice, Unmasking
from audits.findings.permissions import may_decide_on_name, may_tell_by_hand, may_tell_office
from audits.findings.queries import visible_to
from audits.findings.views.acts import BY_NAME
from policy.personnel.permissions import Denied, require
from policy.personnel.requests import Request

_NAMES_SOMEBODY = gettext_lazy("What everybody reads names the person. Take the name out.")
ASKS = require_http_methods(["GET", "HEAD", "POST"])


def find(request: Request, pk: int) -> Finding:
    return get_object_or_404(visible_to(request.user), pk=pk)


@ASKS
def act(request: Request, pk: int, name: str) -> HttpResponse:
    finding, page, at = find(request, pk), BY_NAME[name], timezone.now()
    form = page.form(
        request.POST if request.method == "POST" else None, finding=finding, by=request.user, at=at
    )
    if form.is_valid():
        try:
            page.do(finding=finding, by=request.user, at=at, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, finding, str(conflict))
        except NamesSomebody:
            form.add_error(None, _NAMES_SOMEBODY)
        else:
            messages.success(request, str(page.done))
            return redirect(finding)
    answer = page.may(request.user, finding, at)
    if isinstance(answer, Denied):
        messages.info(request, str(answer.reason))
        return redirect(finding)
    return act_page(request, finding, form, title=page.title, lead=page.lead)


def act_page(
    request: Request,
    finding: Finding,
    form: forms.Form,
    *,
    title: Any,
    lead: Any,
    about: Any = None,
) -> HttpResponse:
    context = {"finding": finding, "form": form, "title": title, "lead": lead, "about": about}
    return render(request, "findings/act.html", context)


def conflict_page(request: Request, finding: Finding, words: str) -> HttpResponse:
    """Someone was quicker: say so, and lose nothing of what was written."""
    typed = request.POST.get("reason") or request.POST.get("words", "")
    context = {"finding": finding, "message": words, "typed": typed}
    return render(request, "findings/conflict.html", context, status=409)


@ASKS
def decide(request: Request, pk: int, unmasking: int) -> HttpResponse:
    """Somebody else grants the name, or refuses."""
    finding = find(request, pk)
    asked = get_object_or_404(Unmasking, pk=unmasking, finding=finding)
    form = DecideForm(request.POST if request.method == "POST" else None)
    require(may_decide_on_name(request.user, asked))
    if form.is_valid():
        actions.decide_on_name(
            unmasking=asked, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Decided."))
        return redirect(finding)
    lead = _("Whoever asked sees the name alone and for a time; the person is told afterward.")
    return act_page(
        request, finding, form, title=_("Decide whether the name is shown"), lead=lead, about=asked
    )


@ASKS
def tell_office(request: Request, pk: int, notice: int) -> HttpResponse:
    finding = find(request, pk)
    due = get_object_or_404(OfficeNotice, pk=notice, finding=finding)
    form = HowForm(request.POST if request.method == "POST" else None)
    require(may_tell_office(request.user, due))
    if form.is_valid():
        actions.tell_office(notice=due, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Recorded."))
        return redirect(finding)
    title = _("%(office)s was told") % {"office": due.office}
    return act_page(request, finding, form, title=title, lead=_("Say how and when."))


@ASKS
def tell_by_hand(request: Request, pk: int, unmasking: int) -> HttpResponse:
    finding = find(request, pk)
    shown = get_object_or_404(Unmasking, pk=unmasking, finding=finding)
    form = HowForm(request.POST if request.method == "POST" else None)
    require(may_tell_by_hand(request.user, shown))
    if form.is_valid():
        actions.tell_by_hand(
            unmasking=shown, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Recorded."))
        return redirect(finding)
    lead = _("They have no account here, so you tell them that you saw their name, and why.")
    return act_page(request, finding, form, title=_("The person was told"), lead=lead)


@ASKS
def file(request: Request) -> HttpResponse:
    """An auditor files what they came upon."""
    form = FilingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            finding = actions.file_finding(by=request.user, at=timezone.now(), **form.cleaned_data)
        except NamesSomebody:
            form.add_error(None, _NAMES_SOMEBODY)
        else:
            messages.success(request, _("Filed. Somebody else says what becomes of it."))
            return redirect(finding)
    return render(request, "findings/file.html", {"form": form})
