"""Two versions side by side: what changed from one to the other."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policy.personnel.requests import Request
from policy.policies.forms.redlining import RedlineForm
from policy.policies.queries import pack_of, visible_to
from policy.policies.redlining import redline_of


@require_safe
def redline_page(request: Request) -> HttpResponse:
    """Of two versions that the account may see; asks for what is not named."""
    asked = RedlineForm.base_fields.keys() <= request.GET.keys()
    form = RedlineForm(
        request.GET if asked else None,
        initial=request.GET.dict(),
        versions=visible_to(request.user),
    )
    context: dict[str, Any] = {"form": form, "redline": None}
    if form.is_bound and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        redline = redline_of(pack_of(old), pack_of(new))
        context |= {"old": old, "new": new, "redline": redline}
    return render(request, "policies/redline.html", context)
