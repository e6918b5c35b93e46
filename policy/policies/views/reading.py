"""What is in force, the list of versions, and the page of one version."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policy.lists.queries import Item
from policy.paging import page_of
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.queries import people_visible_to
from policy.personnel.requests import Request
from policy.policies.choices import VersionState
from policy.policies.forms.commenting import CommentForm
from policy.policies.forms.filters import DayForm, FilterForm
from policy.policies.gatekeeping import obstacles
from policy.policies.lifecycle import UNPUBLISHED
from policy.policies.models import Comment, Version
from policy.policies.packs import write_pack
from policy.policies.permissions import may_comment, may_read_comments, may_work_on_policies
from policy.policies.queries import (
    WHOLE,
    Share,
    ended_in,
    ended_lately,
    follows,
    pack_of,
    review_of,
    share_of,
    suite_of,
    threads_of,
    timeline,
    version_before,
    versions_in_force,
    versions_in_force_on,
    visible_to,
    warnings_open,
)
from policy.policies.queries.waivers import SEE_ALL
from policy.policies.views.analyzing import summary_in_words
from policy.policies.views.draft_pages import draft_url
from policy.policies.views.finding import find
from policy.policies.views.offers import offers_to
from policy.policies.wording import (
    assurances_in_words,
    draft_in_words,
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
        "sees_waivers": request.user.has_role(Role.REQUESTER, *SEE_ALL),
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
    threads = threads_shown(request.user, version)
    is_draft = version.state == VersionState.DRAFT
    context = {
        "version": version,
        "review": review_of(version) if version.state in UNPUBLISHED else None,
        "obstacles": obstacles(version, at) if pending else [],
        "warnings": [lapse_in_words(warning) for warning in warnings_open(version)],
        "follows": follows(version),
        "replaces": version.replaces.select_related("policy"),
        "provisions": [
            replace(said, threads=threads.get(said.clause.pk, ())) for said in in_words(version)
        ],
        "orphans": threads.get(None, ()),
        "may_comment": bool(may_comment(request.user, version)),
        "comment_form": CommentForm(),
        "flaws": draft_in_words(version).flaws if is_draft else (),
        "draft_page": draft_url(version),
        "before": version_before(version, visible_to(request.user)),
        "questions": questions_in_words(version),
        "assurances": assurances_in_words(version),
        "suite": suite_of(version),
        "timeline": timeline(version),
        "offers": offers_to(request.user, version),
        "may_edit": officer,
        "share": _share(request.user, version),
        **summary_in_words(version),
        "not_offered": not_offered(version),
    }
    return render(request, "policies/version.html", context)


def not_offered(version: Version) -> list[Item]:
    """What a version that is not in force yet names, and nobody can choose: ended, or to come."""
    return ended_in(version, timezone.localdate()) if version.state in UNPUBLISHED else []


def threads_shown(account: Account, version: Version) -> dict[int | None, tuple[Comment, ...]]:
    """What was said of the version, for those who may read it."""
    return threads_of(version) if may_read_comments(account, version) else {}


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
