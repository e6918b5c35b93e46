"""What is said of a clause, from the page of the draft or of the version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policy.personnel.requests import Request
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.forms.commenting import CommentForm
from policy.policies.models import Clause, Comment, Version
from policy.policies.queries import threads_of
from policy.policies.views.clauses import find_clause
from policy.policies.views.draft_pages import to_draft
from policy.policies.views.finding import find
from policy.policies.wording import anchor_of


@require_POST
def comment(request: Request, slug: str, number: int, clause_pk: int) -> HttpResponse:
    version = find(request.user, slug, number)
    clause, form = find_clause(version, clause_pk), CommentForm(request.POST)
    if not form.is_valid():
        return shown(request, version, clause, form)
    text = form.cleaned_data["text"]
    actions.comment_on(clause=clause, by=request.user, at=timezone.now(), text=text)
    return shown(request, version, clause)


@require_POST
def answer(request: Request, slug: str, number: int, comment_pk: int) -> HttpResponse:
    version = find(request.user, slug, number)
    first = find_comment(version, comment_pk)
    text = request.POST.get("text", "").replace("\0", "")
    try:
        actions.answer_comment(comment=first, by=request.user, at=timezone.now(), text=text)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return shown(request, version, first.clause)


@require_POST
def settle(request: Request, slug: str, number: int, comment_pk: int) -> HttpResponse:
    """Resolves a thread, or opens it again."""
    version = find(request.user, slug, number)
    first = find_comment(version, comment_pk)
    if request.POST.get("to") == "open":
        actions.reopen_comment(comment=first, by=request.user)
    else:
        actions.resolve_comment(comment=first, by=request.user, at=timezone.now())
    return shown(request, version, first.clause)


def find_comment(version: Version, pk: int) -> Comment:
    found: Comment = get_object_or_404(version.comments.select_related("version", "clause"), pk=pk)
    return found


def shown(
    request: Request, version: Version, clause: Clause | None, form: CommentForm | None = None
) -> HttpResponse:
    """The threads of the clause as they are now: in their place, or on the page they came from."""
    if request.headers.get("HX-Request") and clause is not None:
        context = {
            "version": version,
            "clause": clause,
            "threads": threads_of(version).get(clause.pk, ()),
            "comment_form": form or CommentForm(),
            "may_comment": True,
            "open": True,
        }
        return render(request, "policies/parts/comments.html", context)
    if form is not None:
        messages.error(request, _("The comment was empty or too long; nothing was kept."))
    anchor = anchor_of(clause) if clause else "comments"
    if version.state == VersionState.DRAFT:
        return to_draft(version, anchor)
    return redirect(f"{version.get_absolute_url()}#{anchor}")
