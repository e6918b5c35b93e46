"""Pages on which auditors say what is the department's own, and end it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.discovery.actions.belongings import add_belonging, end_belonging
from audits.discovery.choices import BelongingKind
from audits.discovery.forms.belongings import BelongingForm
from audits.discovery.models import Belonging
from audits.discovery.views.asking import ASKS, confirm, kind_or_404
from policy.personnel.requests import Request

_CATALOG = reverse_lazy("discovery:catalog")


@ASKS
def add(request: Request) -> HttpResponse:
    """`?kind=` is what is named, and `?value=` fills it in."""
    kind = kind_or_404(BelongingKind, request.GET.get("kind", BelongingKind.REALM))
    if request.method == "POST":
        form = BelongingForm(kind, request.POST)
        if form.is_valid() and _added(request, form):
            return redirect("discovery:catalog")
    else:
        form = BelongingForm(kind, initial={"value": request.GET.get("value", "")})
    return render(request, "discovery/add_belonging.html", {"form": form, "kind": kind})


def _added(request: Request, form: BelongingForm) -> bool:
    try:
        row = add_belonging(kind=form.kind, by=request.user, at=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error("value", error)
        return False
    said = _("%(value)s is the department's in what is imported from now on.")
    messages.success(request, said % {"value": row})
    return True


@ASKS
def end(request: Request, belonging: int) -> HttpResponse:
    row = get_object_or_404(Belonging, pk=belonging, ended_at=None)
    if request.method == "POST":
        end_belonging(belonging=row, by=request.user, at=timezone.now())
        messages.success(request, _("Ended. What was found by it stays."))
        return redirect("discovery:catalog")
    question = _("%(value)s is then not the department's any longer, in what is imported.")
    told = question % {"value": row}
    return confirm(request, cancel=_CATALOG, title=_("End what is ours"), question=told)
