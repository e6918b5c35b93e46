"""Pages on which auditors add to the catalog, and end what was added."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.discovery.actions.reaches import add_reach, end_permit, end_reach, permit_host
from audits.discovery.choices import ReachKind
from audits.discovery.forms.reaches import FORMS, PermitForm
from audits.discovery.models import PermittedHost, Reach
from audits.discovery.views.asking import ASKS, confirm, kind_or_404
from policy.personnel.requests import Request

_CATALOG = reverse_lazy("discovery:catalog")
OF_SAMPLES = ("searches", "others")


@ASKS
def add(request: Request) -> HttpResponse:
    """`?kind=` is what is added, and `?system=` fills in to what."""
    kind = kind_or_404(ReachKind, request.GET.get("kind", ReachKind.DOMAIN))
    if request.method == "POST":
        form = FORMS[kind](request.POST)
        if form.is_valid() and _added(request, kind, form):
            return redirect("discovery:catalog")
    else:
        form = FORMS[kind](initial={"system": request.GET.get("system", "")})
    return render(request, "discovery/add_reach.html", {"form": form, "kind": kind})


def _added(request: Request, kind: ReachKind, form: forms.Form) -> bool:
    told = {name: it for name, it in form.cleaned_data.items() if name not in OF_SAMPLES}
    try:
        reach = add_reach(kind=kind, by=request.user, at=timezone.now(), **told)
    except ValidationError as error:
        form.add_error("value", error)
        return False
    said = _("%(system)s is looked for by %(reach)s in what is imported from now on.")
    messages.success(request, said % {"system": reach.system, "reach": reach})
    return True


@ASKS
def end(request: Request, reach: int) -> HttpResponse:
    row = get_object_or_404(Reach.objects.select_related("system"), pk=reach, ended_at=None)
    if request.method == "POST":
        end_reach(reach=row, by=request.user, at=timezone.now())
        messages.success(request, _("Ended. What was found by it stays."))
        return redirect("discovery:catalog")
    question = _("%(system)s is then not looked for by %(reach)s any longer.")
    told = {"system": row.system, "reach": row}
    return confirm(
        request, cancel=_CATALOG, title=_("End a way to be seen"), question=question % told
    )


@ASKS
def permit(request: Request) -> HttpResponse:
    form = PermitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            host = permit_host(by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("domain", error)
        else:
            messages.success(request, _("Anyone may reach %(host)s.") % {"host": host})
            return redirect("discovery:catalog")
    return render(request, "discovery/permit.html", {"form": form})


@ASKS
def end_permit_page(request: Request, host: int) -> HttpResponse:
    row = get_object_or_404(PermittedHost.objects.select_related("system"), pk=host, ended_at=None)
    if request.method == "POST":
        end_permit(host=row, by=request.user, at=timezone.now())
        messages.success(
            request, _("Ended. It counts as %(system)s again.") % {"system": row.system}
        )
        return redirect("discovery:catalog")
    question = _("%(host)s then counts as %(system)s again, in what is imported from now on.")
    told = {"host": row, "system": row.system}
    return confirm(request, cancel=_CATALOG, title=_("End a permission"), question=question % told)
