"""What is in force, the list of versions, and the page of one version."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policy.paging import page_of
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.queries import people_visible_to
from policy.personnel.requests import Request
from policy.policies.choices import VersionState
from policy.policies.forms import DayForm, FilterForm
from policy.policies.gatekeeping import obstacles
from policy.policies.lifecycle import UNPUBLISHED
from policy.policies.models import Version
from policy.policies.packs import write_pack
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries import (
    WHOLE,
    Share,
    ended_lately,
    follows,
    pack_of,
    review_of,
    share_of,
    timeline,
    versions_in_force,
    versions_in_force_on,
    visible_to,
    warnings_open,
)
from policy.policies.views.analyzing import summary_in_words
from policy.policies.views.finding import find
from policy.policies.views.offers import offers_to
from policy.policies.wording import (
    assurances_in_words,
    in_words,
    lapse_in_words,
    questions_in_words,
)

ORDER = ("-created_at", "-pk")
SEE_ACKNOWLEDGMENTS = (Role.POLICY_OFFICER, Role.AUDITOR, Role.OVERSIGHT, Role.SUPERVISOR)
PEOPLE = ("author__person", "approved_by__person", "published_by__person")


@require_safe
def in_force(request: Request) -> HttpResponse:
    """The policies in force now, or on the day asked for."""
    form = DayForm(request.GET if "at" in request.GET else None)
    day = form.day()
    versions = versions_in_force_on(day) if day else versions_in_force(timezone.now())
    shown = [(version, in_words(version)) for version in versions.prefetch_related(*WHOLE)]
    context = {
        "form": form,
        "day": day,
        "policies": shown,
        "may_see_signatures": request.user.has_role(*SEE_ACKNOWLEDGMENTS),
        "ended": [] if day else ended_lately(timezone.now()),
    }
    return render(request, "policies/in_force.html", context)


@require_safe
def version_list(request: Request) -> HttpResponse:
    asked = FilterForm.base_fields.keys() & request.GET.keys()
    form = FilterForm(request.GET if asked else None, versions=visible_to(request.user))
    page = page_of(form.found().select_related(*PEOPLE), order=ORDER, query=request.GET)
    may_import = bool(may_work_on_policies(request.user))
    context = {"form": form, "page": page, "may_import": may_import}
    return render(request, "policies/list.html", context)


@require_safe
def version_page(request: Request, slug: str, number: int) -> HttpResponse:
    version, at = find(request.user, slug, number), timezone.now()
    officer = bool(may_work_on_policies(request.user))
    pending = officer and version.state in UNPUBLISHED
    context = {
        "version": version,
        "review": review_of(version) if version.state in UNPUBLISHED else None,
        "obstacles": obstacles(version, at) if pending else [],
        "warnings": [lapse_in_words(warning) for warning in warnings_open(version)],
        "follows": follows(version),
        "replaces": version.replaces.select_related("policy"),
        "provisions": in_words(version),
        "questions": questions_in_words(version),
        "assurances": assurances_in_words(version),
        "timeline": timeline(version),
        "offers": offers_to(request.user, version),
        "may_edit": officer,
        "share": _share(request.user, version),
        **summary_in_words(version),
    }
    return render(request, "policies/version.html", context)


def _share(account: Account, version: Version) -> Share | None:
    """How many have acknowledged `version`, for those who may open the page of who has not."""
    entitled = account.has_role(*SEE_ACKNOWLEDGMENTS)
    if not entitled or version.state != VersionState.PUBLISHED:
        return None
    return share_of(version, people_visible_to(account))


@require_safe
def export(request: Request, slug: str, number: int) -> HttpResponse:
    """The version as the pack that it was imported from."""
    version = find(request.user, slug, number)
    return HttpResponse(
        write_pack(pack_of(version)),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-{number}.toml"'},
    )
