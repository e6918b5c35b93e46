"""The last step: everything on one page, and the button that asks the policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policy.language.facts import Vocabulary
from policy.personnel.permissions import require
from policy.personnel.requests import Request
from policy.policies.choices import Outcome
from policy.policies.queries import vocabulary_in_force
from policy.searches import actions
from policy.searches.choices import Action
from policy.searches.editing import as_edited
from policy.searches.errors import Conflict, Incomplete
from policy.searches.facts import content_of
from policy.searches.models import SearchRequest
from policy.searches.permissions import may
from policy.searches.queries import current_probe
from policy.searches.views.conflicts import is_done_already, tells_conflicts
from policy.searches.views.finding import find
from policy.searches.views.steps import CHECK, LABELS, ORDER, address, step_of_field
from policy.searches.wording.content import content_in_words
from policy.searches.wording.so_far import so_far


@dataclass(frozen=True)
class Missing:
    """Something without which the request cannot be submitted, and where it is given."""

    text: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
@tells_conflicts
def submit(request: Request, pk: int) -> HttpResponse:
    at = timezone.now()
    if request.method == "POST":
        return ask_policy(request, pk, at)
    draft = as_edited(find(request.user, pk))
    require(may(request.user, Action.SUBMIT, draft, at))
    return check_page(request, draft, at)


def ask_policy(request: Request, pk: int, at: datetime) -> HttpResponse:
    try:
        decision = actions.submit(request=SearchRequest(pk=pk), by=request.user, at=at)
    except (Incomplete, Conflict, PermissionDenied, SearchRequest.DoesNotExist) as problem:
        # Found only now, since the action reads it anew; what may not be seen is not there.
        return not_submitted(request, find(request.user, pk), at, problem)
    if decision.outcome == Outcome.REFUSED:
        return redirect("searches:decision", pk, decision.pk)
    messages.success(request, _("Submitted. It now waits for a supervisor's approval."))
    return redirect("searches:detail", pk)


def not_submitted(
    request: Request, draft: SearchRequest, at: datetime, problem: Exception
) -> HttpResponse:
    if isinstance(problem, Incomplete):
        edited = as_edited(draft)
        return check_page(request, edited, at, missing_of(problem.errors, edited, at))
    if isinstance(problem, Conflict) and is_done_already(request.user, draft, Action.SUBMIT):
        return redirect(draft)
    raise problem


def missing_of(errors: Mapping[str, str], draft: SearchRequest, at: datetime) -> list[Missing]:
    vocabulary = vocabulary_in_force(at)
    return [
        Missing(_said(name, text, vocabulary), address(draft, step_of_field(name)))
        for name, text in errors.items()
    ]


def check_page(
    request: Request, draft: SearchRequest, at: datetime, missing: list[Missing] | None = None
) -> HttpResponse:
    return render(
        request,
        "searches/check.html",
        {
            "draft": draft,
            "step": CHECK,
            "steps": list(zip(ORDER, LABELS, strict=True)),
            "place": len(ORDER),
            "content": content_in_words(draft, at, draft=True),
            "probe": current_probe(draft),
            "missing": missing or [],
            "so_far": so_far(content_of(draft), draft.requester, at, complete=True),
        },
    )


def _said(name: str, text: str, vocabulary: Vocabulary) -> str:
    """An error about a fact names it in words; one about a field does so already."""
    fact = vocabulary.get(name)
    return f"{capfirst(str(fact.label))}: {text}" if fact else text
