"""The page of a request, and the page of one decision on it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Denied
from policy.personnel.requests import Request
from policy.policies.models import Decision
from policy.policies.permissions import may_ask_for_waivers
from policy.searches.asking import wants_blind_reviews
from policy.searches.choices import State, Verdict
from policy.searches.editing import as_edited, as_submitted, is_editor
from policy.searches.lifecycle import EDITABLE, FINAL
from policy.searches.models import ContentVersion, Review, SearchRequest
from policy.searches.permissions import may_see_probe, may_see_reviews
from policy.searches.queries import demands_on, probe_for, probe_of_version, timeline
from policy.searches.views.finding import find
from policy.searches.views.offers import offers_to
from policy.searches.wording.content import content_in_words
from policy.searches.wording.decisions import decision_in_words
from policy.searches.wording.demands import demands_in_words
from policy.searches.wording.steps import entries_of

# The states of a request that the policies let go on; only then their demands concern anyone.
PERMITTED = frozenset(State) - {State.DRAFT, State.RETURNED, State.REFUSED}


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    search, at = find(request.user, pk), timezone.now()
    steps = list(timeline(search))
    decided = [step.decision for step in steps if step.decision]
    context = {
        "timeline": entries_of(steps),
        "decision": decision_in_words(decided[-1]) if decided else None,
        "offers": offers_to(request.user, search, at),
        **approvals_of(search),
        **story_of(search, request.user, at),
        **results_of(search, request.user, at),
    }
    return render(request, "searches/detail.html", context)


@require_safe
def decision(request: Request, pk: int, decision_pk: int) -> HttpResponse:
    search = find(request.user, pk)
    made = get_object_or_404(
        Decision.objects.prefetch_related(
            "versions__policy", "reasons__rule__clause", "reasons__rule__version"
        ).select_related("step"),
        pk=decision_pk,
        step__request=search,
    )
    context = {
        "search": search,
        "made": made,
        "decision": decision_in_words(made),
        "may_waive": bool(may_ask_for_waivers(request.user)),
        "may_ask": request.user.has_role(Role.REQUESTER) and search.state in FINAL,
    }
    return render(request, "searches/decision.html", context)


@require_safe
def version(request: Request, pk: int, number: int) -> HttpResponse:
    """What was submitted as one version, whatever the request says now."""
    search, at = find(request.user, pk), timezone.now()
    kept = get_object_or_404(
        ContentVersion.objects.select_related("request__system"), request=search, number=number
    )
    may_see = may_see_probe(request.user, search)
    context = {
        "search": search,
        "version": kept,
        "content": content_in_words(as_submitted(kept), at),
        "probe": probe_of_version(search, number) if may_see else None,
    }
    return render(request, "searches/version.html", context)


def story_of(search: SearchRequest, account: Account, at: datetime) -> dict[str, Any]:
    """What is asked for, for every page that shows it: as `account` reads it.

    `open_again` says that the requester may be writing the next version.
    """
    editing = is_editor(account, search)
    shown = as_edited(search) if editing else search
    return {
        "search": search,
        "editing": editing,
        "open_again": search.version > 0 and search.state in EDITABLE,
        "content": content_in_words(shown, at, draft=editing),
        "probe": probe_for(account, search) if may_see_probe(account, search) else None,
        "demands": demands_in_words(demands_on(search)) if search.state in PERMITTED else [],
    }


def approvals_of(search: SearchRequest) -> dict[str, Any]:
    """Every approval; `approved` is the version that one holds for, `void` whether one did not."""
    approvals = list(search.approvals.select_related("approver__rank").order_by("at"))
    given = {one.version for one in approvals if one.verdict == Verdict.APPROVED}
    approved = given & {search.version} if search.state not in EDITABLE else set()
    return {
        "approvals": approvals,
        "approved": max(approved, default=None),
        "void": given > approved,
    }


def results_of(search: SearchRequest, account: Account, at: datetime) -> dict[str, Any]:
    """The run, its reviews, the lead and the closing; None for what there is not."""
    return {
        "run": getattr(search, "run", None),
        **reviews_of(search, account, at),
        "lead": getattr(search, "lead", None),
        "closing": getattr(search, "closing", None),
    }


def reviews_of(search: SearchRequest, account: Account, at: datetime) -> dict[str, Any]:
    """What examiners found, or why it does not show yet."""
    reviews = list(
        Review.objects.filter(run__request=search).select_related("examiner__rank").order_by("at")
    )
    blind = bool(reviews) and wants_blind_reviews(search, at)
    answer = may_see_reviews(account, search, blind=blind)
    if reviews and isinstance(answer, Denied):
        return {"reviews": [], "unseen": answer.reason}
    return {"reviews": reviews, "unseen": ""}
