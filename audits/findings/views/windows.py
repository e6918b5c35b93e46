"""Pages of disclosure windows: what was declared, and how many told of themselves."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.findings.actions import declare_window
from audits.findings.forms.of_oneself import WindowForm
from audits.findings.models import Disclosure, Window
from audits.findings.permissions import READERS
from audits.findings.pseudonyms import unseal
from policy.paging import page_of
from policy.personnel.choices import Role
from policy.personnel.requests import Request

ORDER = ("-made_at", "-pk")


@dataclass(frozen=True)
class Told:
    """A disclosure with the reason that its person gave."""

    row: Disclosure
    reason: str


@require_safe
def windows(request: Request) -> HttpResponse:
    counted = Window.objects.select_related("declared_by__person").annotate(
        people=Count("disclosures__subject", distinct=True),
    )
    context = {
        "windows": counted,
        "outside": outside_of_any(),
        "now": timezone.now(),
        "may_read": request.user.has_role(*READERS),
        "may_declare": request.user.has_role(Role.POLICY_OFFICER),
    }
    return render(request, "findings/windows.html", context)


@require_safe
def disclosures(request: Request) -> HttpResponse:
    """What people told of themselves, each under their pseudonym."""
    told = Disclosure.objects.select_related("subject", "window")
    told = told.annotate(closed=Count("findings"))
    page = page_of(told, order=ORDER, query=request.GET)
    rows = [Told(row, unseal(row.sealed)) for row in page.rows]
    return render(request, "findings/disclosures.html", {"page": page, "told": rows})


def outside_of_any() -> dict[str, int | None]:
    """How many people told of themselves when no window was open, and of how many times."""
    return Disclosure.objects.filter(window=None).aggregate(
        people=Count("subject", distinct=True), times=Sum("times")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: Request) -> HttpResponse:
    form = WindowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        declare_window(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Declared. Everyone finds it on their own page."))
        return redirect("findings:windows")
    return render(request, "findings/declare.html", {"form": form})
