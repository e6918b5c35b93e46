"""Pages on which an auditor describes a format by a few lines of a log."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.discovery.actions.mappings import change_mapping, save_mapping
from audits.discovery.choices import Role
from audits.discovery.forms.mappings import MappingForm
from audits.discovery.forms.proposals import filled_in, mapping_of, typed_of
from audits.discovery.forms.samples import SampleForm
from audits.discovery.models import ImportedFile, SavedMapping
from audits.discovery.queries import imports_visible_to
from audits.discovery.trying import Trial, lines_of, tried
from policy.personnel.requests import Request

ASKS = require_http_methods(["GET", "HEAD", "POST"])


@ASKS
def new(request: Request) -> HttpResponse:
    return _described(request) if request.method == "POST" else _begun(request, {})


@require_safe
def new_for_file(request: Request, pk: int, file: int) -> HttpResponse:
    """Begins with the first lines of a file that no format fits."""
    files = ImportedFile.objects.filter(batch__in=imports_visible_to(request.user), batch=pk)
    refused = get_object_or_404(files, pk=file, role=Role.REFUSED)
    return _begun(request, {"sample": refused.first_lines})


@ASKS
def change(request: Request, mapping: int) -> HttpResponse:
    """What was typed is not lost where somebody else ended the version meanwhile."""
    posted = request.method == "POST"
    known = SavedMapping.objects.all() if posted else SavedMapping.objects.filter(ended_at=None)
    saved = get_object_or_404(known, pk=mapping)
    return _described(request, saved) if posted else _begun(request, typed_of(saved), saved)


def _begun(
    request: Request, typed: dict[str, str], saved: SavedMapping | None = None
) -> HttpResponse:
    told = filled_in(typed)
    form = MappingForm(told, fixed_name=saved is not None)
    return _page(request, form, SampleForm(initial=told), saved)


def _described(request: Request, saved: SavedMapping | None = None) -> HttpResponse:
    """Saves what was sent, or shows it anew; what is proposed only now is looked at first."""
    sample = SampleForm(request.POST, request.FILES)
    typed = _typed(request, sample, saved)
    told = filled_in(typed)
    asked = typed.get("do") == "save"
    form = MappingForm(told, saving=asked and told == typed, fixed_name=saved is not None)
    if form.is_valid() and sample.is_valid() and _kept(request, form, sample, saved):
        return redirect("discovery:mappings")
    if request.FILES and sample.is_valid():
        sample = SampleForm(initial=told)
    return _page(request, form, sample, saved, unseen=asked and told != typed)


def _typed(request: Request, sample: SampleForm, saved: SavedMapping | None) -> dict[str, str]:
    typed = request.POST.dict()
    if sample.is_valid():
        typed["sample"] = sample.cleaned_data["sample"]
    if saved:
        typed["name"] = saved.name
    return typed


def _kept(
    request: Request, form: MappingForm, sample: SampleForm, saved: SavedMapping | None
) -> bool:
    told: dict[str, Any] = {
        "mapping": form.mapping,
        "sample": lines_of(sample.cleaned_data["sample"]),
        "by": request.user,
        "at": timezone.now(),
    }
    try:
        with transaction.atomic():
            change_mapping(saved=saved, **told) if saved else save_mapping(**told)
    except ValidationError as error:
        _say(error, form, sample)
    except PermissionDenied as denied:
        form.add_error(None, str(denied))
    except IntegrityError:
        form.add_error("name", _("Somebody saved a mapping of this name just now."))
    else:
        messages.success(request, _said(told["mapping"].goes_by_names))
        return True
    return False


def _say(error: ValidationError, form: MappingForm, sample: SampleForm) -> None:
    """Each error beside what it is about."""
    for about, errors in error.error_dict.items():
        for one in errors:
            if about == "sample":
                sample.add_error("sample", one)
            else:
                form.add_fault(about, one)


def _said(goes_by_names: bool) -> str:
    if goes_by_names:
        return _("Saved. Logs in it are recognized in what is imported from now on.")
    return _(
        "Saved. Choose it where you import logs: by numbers of columns alone, no log is recognized."
    )


def _page(
    request: Request,
    form: MappingForm,
    sample: SampleForm,
    saved: SavedMapping | None,
    *,
    unseen: bool = False,
) -> HttpResponse:
    """The whole page, or for htmx what of it changes: what was chosen, and the preview."""
    action = ("discovery:change_mapping", [saved.pk]) if saved else ("discovery:new_mapping", [])
    context = {
        "form": form,
        "sample_form": sample,
        "saved": saved,
        "trial": _trial(form),
        "unseen": unseen,
        "action": reverse(action[0], args=action[1]),
        "taken": bool(request.FILES),
    }
    part = request.headers.get("HX-Request")
    name = "discovery/parts/described.html" if part else "discovery/mapping.html"
    return render(request, name, context)


def _trial(form: MappingForm) -> Trial | None:
    """None without lines, or where they cannot be read as text."""
    text = form.told.get("sample", "")
    lines = lines_of(text)
    if not lines or "\0" in text:
        return None
    name = form.told.get("name", "").strip() or _("like this")
    return tried(mapping_of(form.told, name=name), lines, at=timezone.now())
