"""Pages of imports: handing logs over, how far their reading is, and what it came to."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.discovery import uploads
from audits.discovery.actions import begin_import, cancel_import, resume_import
from audits.discovery.choices import RESUMABLE, Role
from audits.discovery.forms.imports import ImportForm, SinceForm
from audits.discovery.models import Import
from audits.discovery.permissions import may_import
from audits.discovery.queries import formats, imports_visible_to
from audits.discovery.results import MOST_FILES, progress_of, result_of
from audits.discovery.unseen import unseen_in
from policy.paging import page_of
from policy.personnel.requests import Request

ORDER = ("-made_at", "-pk")
# What a link to the form may fill in.
_FILLED_IN = ("title", "zone")


@require_safe
def import_list(request: Request) -> HttpResponse:
    counted: QuerySet[Import] = imports_visible_to(request.user).annotate(
        file_count=Count("files"), bytes=Sum("files__size", default=0)
    )
    page = page_of(counted, order=ORDER, query=request.GET)
    context = {"page": page, "may_import": may_import(request.user)}
    return render(request, "discovery/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid() and (made := _begun(request, form)):
            return redirect(made)
    else:
        given = {name: request.GET[name] for name in _FILLED_IN if name in request.GET}
        form = ImportForm(initial={"zone": settings.TIME_ZONE, **given})
    return render(request, "discovery/new_import.html", {"form": form})


def _begun(request: Request, form: ImportForm) -> Import | None:
    told = dict(form.cleaned_data)
    try:
        files = uploads.keep(told.pop("logs"))
    except OSError as error:
        words = _("The server could not keep the files: %(why)s. Nothing was imported.")
        form.add_error("logs", words % {"why": error.strerror or error})
        return None
    return begin_import(files=files, by=request.user, at=timezone.now(), **told)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    made = find(request, pk)
    files = made.files.annotate(fault_count=Count("faults"))
    context: dict[str, Any] = {
        "made": made,
        "progress": progress_of(made, since=None, now=0),
        "now": timezone.now().timestamp(),
        "files": _labeled(files.order_by("name", "pk")[:MOST_FILES]),
        "more_files": max(0, files.count() - MOST_FILES),
        "refused": files.filter(role=Role.REFUSED).order_by("name")[:MOST_FILES],
        "result": result_of(made),
        "unseen": unseen_in([made]) if made.blind_spots else None,
        "may_import": may_import(request.user),
        "may_resume": made.stage in RESUMABLE,
    }
    return render(request, "discovery/import.html", context)


def _labeled(files: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Each file with the name of its format in words, and what is counted of it.

    `others` are rows of evidence that name no service that is looked for.
    """
    known = formats()
    for file in files:
        label = known[file.log_format].label if file.log_format in known else file.log_format
        evidence = file.role == Role.EVIDENCE
        others = file.lines - file.contacts - file.fault_count if evidence else 0
        counted = evidence or file.role == Role.LOG
        yield {"row": file, "label": label, "counted": counted, "others": others}


@require_safe
def progress(request: Request, pk: int) -> HttpResponse:
    """How far it is now, for the page that asks again and again until it is over."""
    made = find(request, pk)
    if not made.at_work:
        # The page is loaded anew, with what came out.
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})
    form = SinceForm(request.GET)
    since = (form.cleaned_data["bytes"], form.cleaned_data["at"]) if form.is_valid() else None
    now = timezone.now().timestamp()
    told = progress_of(made, since=since, now=now)
    # Until the first byte is read, time does not count.
    before, at = since if since and told.taken > since[0] else (told.taken, now)
    context = {"made": made, "progress": told, "before": before, "now": at}
    return render(request, "discovery/parts/progress.html", context)


@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    said = _("Canceled. What was read stays, and the import can go on.")
    return _moved(request, find(request, pk), cancel_import, said)


@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    return _moved(request, find(request, pk), resume_import, _("It goes on where it stopped."))


def _moved(request: Request, made: Import, move: Callable[..., Import], said: str) -> HttpResponse:
    """Somebody, or the reading itself, may have been quicker: the page then says how it stands."""
    at: datetime = timezone.now()
    try:
        move(made=made, by=request.user, at=at)
    except PermissionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, said)
    return redirect(made)


def find(request: Request, pk: int) -> Import:
    return get_object_or_404(imports_visible_to(request.user), pk=pk)
