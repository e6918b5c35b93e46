"""Filling in a request: each step keeps what it can, and says what the policy says so far."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from policy.personnel.permissions import is_serving, require
from policy.personnel.requests import Request
from policy.searches import actions
from policy.searches.choices import Action
from policy.searches.editing import as_edited
from policy.searches.facts import content_of
from policy.searches.forms.reason import NOTHING
from policy.searches.forms.steps import StepForm
from policy.searches.lifecycle import EDITABLE
from policy.searches.models import SearchRequest
from policy.searches.permissions import may
from policy.searches.queries import current_probe
from policy.searches.views.conflicts import tells_conflicts
from policy.searches.views.finding import find
from policy.searches.views.steps import (
    BY_SLUG,
    FIRST,
    LABELS,
    ORDER,
    FormStep,
    address,
    form_of,
    neighbor,
    step_named,
)
from policy.searches.wording.so_far import so_far


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """The first step of a request that does not exist before something of it is sent."""
    require(is_serving(request.user))
    at, step = timezone.now(), BY_SLUG[FIRST]
    draft = SearchRequest(requester=request.user.person)
    if request.method != "POST":
        return step_page(request, draft, step, form_of(step, draft, at), at)
    form = form_of(step, draft, at, request.POST)
    if not any(value not in NOTHING for value in form.content().values()):
        return step_page(request, draft, step, form, at)
    begun = actions.create(by=request.user, at=at, form_key=key_of(request))
    # A form sent again from the history of the browser, long after.
    return save(request, begun, step, at) if begun.state in EDITABLE else redirect(begun)


def key_of(request: Request) -> UUID:
    """What the form that begins a request is known by; a new one where it has none."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


@require_http_methods(["GET", "HEAD", "POST"])
@tells_conflicts
def edit(request: Request, pk: int, step: str) -> HttpResponse:
    draft, at, shown = as_edited(find(request.user, pk)), timezone.now(), step_named(step)
    if request.method == "POST":
        return save(request, draft, shown, at)
    require(may(request.user, Action.SUBMIT, draft, at))
    return step_page(request, draft, shown, form_of(shown, draft, at), at)


@require_POST
def preview(request: Request, pk: int | None = None) -> HttpResponse:
    """What the policy says of the draft with what stands in the form now; keeps nothing."""
    at = timezone.now()
    draft = SearchRequest(requester=request.user.member)
    if pk:
        draft = as_edited(find(request.user, pk))
    step = step_named(request.POST.get("step", ""))
    form = form_of(step, draft, at, request.POST)
    said = so_far(content_of(draft) | form.content(), draft.requester, at)
    return render(request, "searches/parts/so_far.html", {"so_far": said})


def save(request: Request, draft: SearchRequest, step: FormStep, at: datetime) -> HttpResponse:
    """Keep what can be kept, and go where the person wants; stay where something is wrong.

    Going on asks for a whole step; going back or elsewhere only that nothing in it is wrong.
    """
    form = form_of(step, draft, at, request.POST, request.FILES)
    draft = actions.save_content(request=draft, by=request.user, at=at, content=form.content())
    keep_image(request, draft, form, at)
    go = request.POST.get("go", "next")
    if go != "next":
        form.forgive_missing()
    if form.errors:
        return step_page(request, draft, step, form, at)
    return redirect(destination(draft, step, go))


def keep_image(request: Request, draft: SearchRequest, form: StepForm, at: datetime) -> None:
    upload = form.cleaned_data.get("probe_image")
    if not upload:
        return
    try:
        actions.attach_probe_image(request=draft, by=request.user, at=at, upload=upload)
    except ValidationError as error:
        form.add_error("probe_image", error)


def destination(draft: SearchRequest, step: FormStep, go: str) -> str:
    if go in ORDER:
        return address(draft, go)
    if go == "leave":
        return draft.get_absolute_url()
    return address(draft, neighbor(step.slug, -1 if go == "back" else 1))


def step_page(
    request: Request, draft: SearchRequest, step: FormStep, form: StepForm, at: datetime
) -> HttpResponse:
    return render(
        request,
        "searches/step.html",
        {
            "draft": draft,
            "form": form,
            "step": step,
            "place": ORDER.index(step.slug) + 1,
            "steps": list(zip(ORDER, LABELS, strict=True)),
            "form_key": key_of(request),
            "probe": current_probe(draft) if draft.pk else None,
            "so_far": so_far(content_of(draft), draft.requester, at),
        },
    )
