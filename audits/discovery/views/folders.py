"""Pages of watched folders."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audits.discovery.actions import stop_watching, watch_folder
from audits.discovery.forms.imports import FolderForm
from audits.discovery.models import WatchedFolder
from audits.discovery.permissions import may_import
from audits.discovery.views.asking import ASKS, confirm
from policy.personnel.requests import Request


@require_safe
def folder_list(request: Request) -> HttpResponse:
    folders = WatchedFolder.objects.select_related("added_by__person").annotate(
        import_count=Count("imports"), latest=Max("imports__made_at")
    )
    context = {"folders": folders, "may_change": may_import(request.user)}
    return render(request, "discovery/folders.html", context)


@ASKS
def watch(request: Request) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = FolderForm(typed, initial={"zone": settings.TIME_ZONE})
    if form.is_valid() and _watched(request, form):
        return redirect("discovery:folders")
    return render(request, "discovery/watch_folder.html", {"form": form})


def _watched(request: Request, form: FolderForm) -> bool:
    try:
        watch_folder(by=request.user, at=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error("path", error)
        return False
    messages.success(request, _("Watched. New files are imported within some minutes."))
    return True


@ASKS
def stop(request: Request, folder: int) -> HttpResponse:
    row = get_object_or_404(WatchedFolder, pk=folder, active=True)
    if request.method == "POST":
        stop_watching(folder=row, by=request.user, at=timezone.now())
        messages.success(request, _("Not watched any longer. What was imported stays."))
        return redirect("discovery:folders")
    question = _("New files in %(folder)s are not imported any longer.") % {"folder": row}
    return confirm(
        request,
        cancel=reverse("discovery:folders"),
        title=_("Stop watching a folder"),
        question=question,
        submit=_("Stop watching"),
    )
