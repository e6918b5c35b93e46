"""Pages of replays: asked for, read, signed off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policy.personnel.choices import Role
from policy.personnel.requests import Request
from policy.policies.errors import Conflict
from policy.policies.models import Replay
from policy.policies.permissions import may_sign_off
from policy.policies.views.finding import find
from policy.searches.queries import visible_to
from policy.searches.replays import make_replay, sign_off
from policy.searches.replays.forms import ReplayForm
from policy.searches.replays.wording import replay_in_words


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str, number: int) -> HttpResponse:
    version, at = find(request.user, slug, number), timezone.now()
    form = ReplayForm(request.POST or None, version=version, at=at)
    context = {"version": version, "form": form, "made": version.replays.all()}
    if not form.is_valid():
        return render(request, "replays/new.html", context)
    try:
        made = make_replay(
            version=version,
            by=request.user,
            at=at,
            begins=form.cleaned_data["begins"],
            ends=form.cleaned_data["ends"],
            instead_of=tuple(form.cleaned_data.get("instead_of", ())),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "replays/new.html", context)
    return redirect(made)


@require_safe
def detail(request: Request, slug: str, number: int, pk: int) -> HttpResponse:
    replay = _find(request, slug, number, pk)
    seen = visible_to(request.user).filter(pk__in=_named(replay)).values_list("pk", flat=True)
    context = {
        "replay": replay,
        "version": replay.version,
        "words": replay_in_words(replay, set(seen)),
        "may_report": replay.is_current
        and request.user.has_role(Role.POLICY_OFFICER, Role.AUDITOR),
        "may_sign": may_sign_off(request.user, replay.version),
    }
    return render(request, "replays/detail.html", context)


@require_POST
def sign(request: Request, slug: str, number: int, pk: int) -> HttpResponse:
    replay = _find(request, slug, number, pk)
    try:
        sign_off(replay=replay, by=request.user, at=timezone.now())
    except Conflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.success(request, _("Signed off."))
    return redirect(replay)


def _find(request: Request, slug: str, number: int, pk: int) -> Replay:
    version = find(request.user, slug, number)
    replays = Replay.objects.select_related("version__policy", "made_by", "signed_by")
    return get_object_or_404(replays, pk=pk, version=version)


def _named(replay: Replay) -> list[int]:
    return [entry["key"] for entry in replay.figures["requests"] if entry["key"]]
