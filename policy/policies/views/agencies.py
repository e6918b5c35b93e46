"""The agencies that the department knows, and the agreements by which they may ask."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policy.lists.models import Agency, Agreement
from policy.paging import page_of
from policy.personnel.requests import Request
from policy.policies import actions
from policy.policies.forms.lists import AgencyForm, AgreementForm, EndForm
from policy.policies.views.form_pages import edit_page
from policy.policies.views.lists import may_edit

ORDER = ("name", "pk")


@require_safe
def index(request: Request) -> HttpResponse:
    agencies = with_standing(timezone.localdate())
    page = page_of(agencies, order=ORDER, query=request.GET)
    context = {"page": page, "may_edit": may_edit(request)}
    return render(request, "policies/agencies/index.html", context)


@require_safe
def detail(request: Request, agency: int) -> HttpResponse:
    today = timezone.localdate()
    found = get_object_or_404(with_standing(today), pk=agency)
    holding = set(found.agreements.holding_on(today).values_list("pk", flat=True))
    context = {
        "agency": found,
        "agreements": [(each, each.pk in holding) for each in found.agreements.all()],
        "may_edit": may_edit(request),
    }
    return render(request, "policies/agencies/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    form = AgencyForm(request.POST or None)
    return edit_page(
        request,
        form,
        lambda: actions.add_agency(agency=form.instance, by=request.user, at=timezone.now()),
        done=_("Entered. It is on the list once it has an agreement."),
        to=reverse("policies:agencies"),
        title=_("Add an agency"),
        submit=_("Add the agency"),
        crumbs=crumbs(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, agency: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=agency)
    form = AgencyForm(request.POST or None, instance=found)
    return edit_page(
        request,
        form,
        lambda: actions.change_agency(agency=form.instance, by=request.user),
        done=_("Changed."),
        to=address(found),
        title=_("Change the agency"),
        submit=_("Keep the change"),
        crumbs=crumbs(Agency.objects.get(pk=agency)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Request, agency: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=agency)
    form = AgreementForm(request.POST or None, instance=Agreement(agency=found))
    return edit_page(
        request,
        form,
        lambda: actions.add_agreement(agreement=form.instance, by=request.user),
        done=_("Entered."),
        to=address(found),
        title=_("Add an agreement"),
        submit=_("Add the agreement"),
        crumbs=crumbs(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, agreement: int) -> HttpResponse:
    found = get_object_or_404(Agreement.objects.select_related("agency"), pk=agreement)
    form = EndForm(request.POST or None, until=found.until)
    return edit_page(
        request,
        form,
        lambda: actions.end_agreement(agreement=found, by=request.user, **form.cleaned_data),
        done=_("Kept."),
        to=address(found.agency),
        title=_("End the agreement"),
        submit=_("Keep the last day"),
        question=_("After its last day the agency is on the list only by another agreement."),
        crumbs=crumbs(found.agency),
    )


def with_standing(day: date) -> QuerySet[Agency]:
    """The agencies, each with `is_listed`: has it an agreement that holds on `day`?"""
    holding = Agreement.objects.filter(agency=OuterRef("pk")).holding_on(day)
    return Agency.objects.annotate(is_listed=Exists(holding)).order_by("name")


def address(agency: Agency) -> str:
    return reverse("policies:agency", args=[agency.pk])


def crumbs(agency: Agency | None = None) -> list[tuple[Any, str]]:
    ways: list[tuple[Any, str]] = [
        (_("Lists"), reverse("policies:lists")),
        (_("Agencies"), reverse("policies:agencies")),
    ]
    return [*ways, (agency.name, address(agency))] if agency else ways
