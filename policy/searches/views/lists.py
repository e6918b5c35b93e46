"""The list of requests."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policy.paging import page_of
from policy.personnel.choices import Role
from policy.personnel.requests import Request
from policy.searches.forms.filters import FilterForm
from policy.searches.queries import visible_to

ORDER = ("-created_at", "-pk")


@require_safe
def request_list(request: Request) -> HttpResponse:
    form = FilterForm(request.GET if FilterForm.base_fields.keys() & request.GET.keys() else None)
    requests = visible_to(request.user).select_related("system", "unit", "requester__rank")
    page = page_of(form.applied_to(requests), order=ORDER, query=request.GET)
    context = {
        "form": form,
        "page": page,
        "may_ask": request.user.has_role(Role.REQUESTER),
    }
    return render(request, "searches/list.html", context)
