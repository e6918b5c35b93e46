"""The register of systems as pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policy.paging import page_of
from policy.systems.forms import SystemFilterForm
from policy.systems.models import System

ORDER = ("name",)


@require_safe
def system_list(request: HttpRequest) -> HttpResponse:
    asked = SystemFilterForm.base_fields.keys() & request.GET.keys()
    form = SystemFilterForm(request.GET if asked else None)
    page = page_of(form.applied_to(System.objects.all()), order=ORDER, query=request.GET)
    return render(request, "systems/list.html", {"form": form, "page": page})


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(System, slug=slug)
    context = {"system": system, "host_names": system.host_names.all()}
    return render(request, "systems/detail.html", context)
