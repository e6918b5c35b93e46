"""Who has acknowledged a version and who has not, reminders, and the units that it binds."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policy.paging import page_of
from policy.personnel.models import Person
from policy.personnel.permissions import require
from policy.personnel.queries import people_visible_to
from policy.personnel.requests import Request
from policy.policies import actions
from policy.policies.errors import Conflict
from policy.policies.forms.acknowledging import BindForm, MissingForm
from policy.policies.models import Version
from policy.policies.permissions import may_bind, may_work_on_policies
from policy.policies.queries import missing_for, published_now, share_of
from policy.policies.views.finding import find
from policy.spreadsheets import defused

ORDER = ("last_name", "first_name", "serial_number")
RELATED = ("rank", "unit", "supervisor", "account")


@require_safe
def overview(request: Request) -> HttpResponse:
    """What is published now, each version with the share of those who have acknowledged it."""
    people = people_visible_to(request.user)
    versions = published_now(timezone.now()).order_by("policy__slug", "number")
    shares = [(version, share_of(version, people)) for version in versions]
    return render(request, "policies/acknowledgment_overview.html", {"shares": shares})


@require_safe
def acknowledgments(request: Request, slug: str, number: int) -> HttpResponse:
    version = find(request.user, slug, number)
    form = MissingForm(request.GET if "unit" in request.GET else None)
    seen = form.applied_to(people_visible_to(request.user))
    missing = _missing(version, seen).select_related(*RELATED)
    context = {
        "version": version,
        "form": form,
        "page": page_of(missing, order=ORDER, query=request.GET),
        "share": share_of(version, seen),
        "bindings": version.bindings.select_related("unit").order_by("unit__code"),
        "may_remind": bool(may_work_on_policies(request.user)),
    }
    return render(request, "policies/acknowledgments.html", context)


@require_safe
def acknowledgments_csv(request: Request, slug: str, number: int) -> HttpResponse:
    """Those who have not acknowledged the version, as the page lists them."""
    version = find(request.user, slug, number)
    form = MissingForm(request.GET if "unit" in request.GET else None)
    seen = form.applied_to(people_visible_to(request.user))
    name = f"{slug}-{number}-not-acknowledged.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    writer = csv.writer(response)
    missing = _missing(version, seen).select_related(*RELATED).order_by(*ORDER)
    writer.writerows([defused(cell) for cell in row] for row in _rows(missing))
    return response


@require_POST
def remind(request: Request, slug: str, number: int) -> HttpResponse:
    version = find(request.user, slug, number)
    try:
        told = actions.remind(version=version, by=request.user, at=timezone.now())
    except Conflict as conflict:
        messages.warning(request, str(conflict))
    else:
        message = ngettext(
            "%(count)s person has a notice of it today.",
            "%(count)s people have a notice of it today.",
            told,
        )
        messages.success(request, message % {"count": told})
    return redirect("policies:acknowledgments", slug, number)


@require_http_methods(["GET", "HEAD", "POST"])
def bind(request: Request, slug: str, number: int) -> HttpResponse:
    version = find(request.user, slug, number)
    require(may_bind(request.user, version))
    chosen = list(version.bindings.values_list("unit", flat=True))
    form = BindForm(request.POST if request.method == "POST" else None, initial={"units": chosen})
    if not form.is_valid():
        return render(request, "policies/act.html", _bind_page(version, form))
    units = form.cleaned_data["units"]
    actions.bind(version=version, units=list(units), by=request.user, at=timezone.now())
    messages.success(request, _("Saved. Those whom it binds find it on Home."))
    return redirect("policies:acknowledgments", slug, number)


def _bind_page(version: Version, form: BindForm) -> dict[str, Any]:
    return {
        "version": version,
        "title": _("Choose whom it binds"),
        "question": _("Whom this version binds has to read and sign it."),
        "form": form,
        "submit": _("Save"),
        "cancel": version.get_absolute_url(),
    }


def _missing(version: Version, seen: QuerySet[Person]) -> QuerySet[Person]:
    return missing_for(version).filter(pk__in=seen.order_by().values("pk"))


def _rows(people: QuerySet[Person]) -> Iterator[list[str]]:
    yield [_("Last name"), _("First name"), _("Serial number"), _("Rank"), _("Unit"), _("Account")]
    for person in people:
        account = getattr(person, "account", None)
        username = account.username if account else ""
        named = (person.last_name, person.first_name, person.serial_number)
        yield [*named, person.rank.name, person.unit.name, username]
