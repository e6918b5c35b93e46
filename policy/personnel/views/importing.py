"""An import in two steps: what it would do, then doing it from the same upload."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policy.personnel.forms import ConfirmForm, UploadForm
from policy.personnel.importing import uploads
from policy.personnel.importing.faults import Fault, ImportRefused
from policy.personnel.importing.table import MAX_BYTES
from policy.personnel.imports import IMPORTS, Import, carry_out, preview
from policy.personnel.requests import Request

# More rows than these are counted on a page, not listed.
SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: Request, kind: str = "roster") -> HttpResponse:
    chosen = import_or_404(kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        return start(request, chosen, form)
    # One byte more than is allowed tells that there are more.
    content = form.cleaned_data["file"].read(MAX_BYTES + 1)
    try:
        plan = preview(chosen, content)
    except ImportRefused as refused:
        return start(request, chosen, UploadForm(), refused.faults)
    digest = uploads.keep(content, kind=kind, owner=request.user)
    confirmation = ConfirmForm(initial={"upload": digest, "agreed": plan.digest})
    parts = ((_("To be added"), plan.added), (_("To be changed"), plan.changed))
    return render(
        request,
        "personnel/import_preview.html",
        {"kind": chosen, "plan": plan, "form": confirmation, "parts": parts, "shown": SHOWN},
    )


@require_POST
def confirm_import(request: Request, kind: str) -> HttpResponse:
    chosen = import_or_404(kind)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    upload, agreed = form.cleaned_data["upload"], form.cleaned_data["agreed"]
    try:
        content = uploads.kept(kind=kind, owner=request.user, digest=upload)
        plan = carry_out(chosen, content, by=request.user, agreed=agreed)
    except ImportRefused as refused:
        return start(request, chosen, UploadForm(), refused.faults)
    uploads.discard(kind=kind, owner=request.user)
    done = _("Added %(added)s, changed %(changed)s and left %(unchanged)s as they are.")
    messages.success(request, done % plan.counts())
    return redirect("personnel:people")


def start(
    request: Request, chosen: Import, form: UploadForm, faults: Sequence[Fault] = ()
) -> HttpResponse:
    context = {"kind": chosen, "form": form, "faults": faults, "shown": SHOWN}
    return render(request, "personnel/import.html", context)


def import_or_404(kind: str) -> Import:
    if kind not in IMPORTS:
        raise Http404
    return IMPORTS[kind]
