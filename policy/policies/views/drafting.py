"""A draft begun and written: its page, its head, and who holds it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policy.personnel.requests import Request
from policy.policies import actions
from policy.policies.actions.editing import held_by_another
from policy.policies.choices import VersionState
from policy.policies.forms.drafting import BeginForm, TakeOverForm
from policy.policies.forms.drafts import HeldForm
from policy.policies.models import EditLock, Version
from policy.policies.views.draft_pages import (
    draft_context,
    draft_url,
    head_form,
    noted,
    saved,
    tells_conflicts,
    to_draft,
)
from policy.policies.views.finding import find
from policy.policies.wording import draft_in_words


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """The first version of a policy that is not there yet."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            version = actions.begin_policy(by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(draft_url(version))
    return render(request, "policies/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def next_version(request: Request, slug: str, number: int) -> HttpResponse:
    """A draft that begins with the text of a version."""
    version = find(request.user, slug, number)
    if request.method == "POST":
        begun = actions.begin_next(version=version, by=request.user, at=timezone.now())
        messages.success(request, _("A draft begins with the text of the version before."))
        return redirect(draft_url(begun))
    drafts = version.policy.versions.filter(state=VersionState.DRAFT)
    return render(request, "policies/next.html", {"version": version, "drafts": drafts})


@require_safe
@tells_conflicts
def draft_page(request: Request, version: Version) -> HttpResponse:
    """Opening the page holds the draft where nobody else does."""
    if version.state != VersionState.DRAFT:
        return redirect(version)
    held = actions.open_draft(version=version, by=request.user, at=timezone.now())
    context = draft_context(request, version, held)
    return render(request, "policies/draft.html", context | {"form": TakeOverForm()})


@require_POST
@tells_conflicts
def save_head(request: Request, version: Version) -> HttpResponse:
    form = head_form(version, EditLock(since=timezone.now()), request.POST)
    version = actions.save_head(
        version=version,
        by=request.user,
        at=timezone.now(),
        head=form.content(),
        held=form.since(),
    )
    if not request.headers.get("HX-Request"):
        return to_draft(version)
    draft = draft_in_words(version)
    return saved(request, version, noted(form, draft, "head"), draft=draft)


@require_POST
@tells_conflicts
def beat(request: Request, version: Version) -> HttpResponse:
    """An open editor says that it is still there, and hears who holds the draft."""
    form = HeldForm(request.POST)
    form.full_clean()
    held = actions.open_draft(version=version, by=request.user, at=timezone.now())
    mine = held.holder_id == request.user.pk
    lost = "" if mine else held_by_another(held, request.user)
    if mine and form.since() != held.since:
        lost = _("The draft may have been changed by others since you opened it. Open it anew.")
    context = {"version": version, "held": held, "mine": mine, "lost": lost}
    return render(request, "policies/draft/lock.html", context)


@require_POST
@tells_conflicts
def take_over(request: Request, version: Version) -> HttpResponse:
    form = TakeOverForm(request.POST)
    message = form.cleaned_data["message"] if form.is_valid() else ""
    actions.take_over(version=version, by=request.user, at=timezone.now(), message=message)
    return to_draft(version)


@require_POST
@tells_conflicts
def leave(request: Request, version: Version) -> HttpResponse:
    actions.leave_draft(version=version, by=request.user)
    return redirect(version)
