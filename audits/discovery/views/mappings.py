"""Pages of mappings, formats that auditors described: the list, and ending one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audits.discovery.actions.mappings import end_mapping
from audits.discovery.formats.mapping_files import as_file
from audits.discovery.models import SavedMapping
from audits.discovery.permissions import may_import
from audits.discovery.queries import mappings_visible_to
from audits.discovery.views.asking import ASKS, confirm
from policy.personnel.requests import Request


@require_safe
def mapping_list(request: Request) -> HttpResponse:
    mappings = mappings_visible_to(request.user)
    context = {
        "current": mappings.filter(ended_at=None),
        "ended": mappings.exclude(ended_at=None).order_by("-ended_at", "-pk"),
        "may_change": may_import(request.user),
    }
    return render(request, "discovery/mappings.html", context)


@require_safe
def download(request: Request, mapping: int) -> HttpResponse:
    """A version as a file, which `manage.py discover --mapping` reads."""
    saved = get_object_or_404(mappings_visible_to(request.user), pk=mapping)
    response = HttpResponse(as_file(saved.mapping), content_type="application/json")
    name = slugify(saved.name) or "mapping"
    response["Content-Disposition"] = f'attachment; filename="{name}.mapping.json"'
    return response


@ASKS
def end(request: Request, mapping: int) -> HttpResponse:
    saved = get_object_or_404(SavedMapping, pk=mapping, ended_at=None)
    if request.method == "POST":
        _end(request, saved)
        return redirect("discovery:mappings")
    question = _("No log is read as “%(name)s” any longer. What was read in it stays.")
    return confirm(
        request,
        cancel=reverse("discovery:mappings"),
        title=_("End a mapping"),
        question=question % {"name": saved},
    )


def _end(request: Request, saved: SavedMapping) -> None:
    try:
        end_mapping(saved=saved, by=request.user, at=timezone.now())
    except PermissionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, _("Ended. What was read in it stays."))
