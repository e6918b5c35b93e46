"""The clauses of a draft: added, written, numbered, moved, deleted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policy.personnel.permissions import require
from policy.personnel.requests import Request
from policy.policies import actions
from policy.policies.forms.drafts import NumberForm
from policy.policies.models import Clause, EditLock, Version
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries import numbering
from policy.policies.views.draft_pages import (
    clause_form,
    draft_url,
    saved_clause,
    tells_conflicts,
    to_draft,
)
from policy.policies.wording import anchor_of


def find_clause(version: Version, pk: int) -> Clause:
    found: Clause = get_object_or_404(version.clauses.select_related("version__policy"), pk=pk)
    return found


def number_in(request: Request, name: str) -> int:
    """The whole number that a form sent; 0 for anything else."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@require_POST
@tells_conflicts
def add_clause(request: Request, version: Version) -> HttpResponse:
    after = version.clauses.filter(pk=number_in(request, "after")).first()
    clause = actions.add_clause(version=version, by=request.user, at=timezone.now(), after=after)
    return to_draft(version, anchor_of(clause), edit=clause.pk)


@require_POST
@tells_conflicts
def save_clause(request: Request, version: Version, clause_pk: int) -> HttpResponse:
    clause = find_clause(version, clause_pk)
    form = clause_form(clause, EditLock(since=timezone.now()), request.POST)
    clause = actions.save_clause(
        clause=clause,
        by=request.user,
        at=timezone.now(),
        content=form.content(),
        held=form.since(),
    )
    if request.headers.get("HX-Request"):
        return saved_clause(request, version, clause, form)
    return to_draft(version, anchor_of(clause))


@require_POST
@tells_conflicts
def number_clause(request: Request, version: Version, clause_pk: int) -> HttpResponse:
    clause, form = find_clause(version, clause_pk), NumberForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["identifier"]
            actions.rename_clause(clause=clause, by=request.user, at=timezone.now(), to=name)
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        wrong = [message for found in form.errors.values() for message in found]
        messages.error(request, " ".join(map(str, wrong)))
    return to_draft(version, anchor_of(clause), edit=clause.pk)


@require_POST
@tells_conflicts
def move_clause(request: Request, version: Version, clause_pk: int) -> HttpResponse:
    clause, up = find_clause(version, clause_pk), request.POST.get("to") == "up"
    actions.move_clause(clause=clause, by=request.user, at=timezone.now(), up=up)
    return to_draft(version, anchor_of(clause))


@require_http_methods(["GET", "HEAD", "POST"])
@tells_conflicts
def delete_clause(request: Request, version: Version, clause_pk: int) -> HttpResponse:
    clause = find_clause(version, clause_pk)
    if request.method == "POST":
        seen = number_in(request, "rules")
        actions.delete_clause(clause=clause, by=request.user, at=timezone.now(), with_rules=seen)
        messages.success(request, _("Clause %s is deleted.") % clause.identifier)
        return to_draft(version, "clauses")
    require(may_work_on_policies(request.user))
    rules = list(clause.rules.all())
    context = {
        "version": version,
        "clause": clause,
        "rules": rules,
        "named": get_text_list([rule.identifier for rule in rules], _("and")),
        "back": f"{draft_url(version)}#{anchor_of(clause)}",
    }
    return render(request, "policies/draft/delete_clause.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tells_conflicts
def renumber(request: Request, version: Version) -> HttpResponse:
    """Shows which clause gets which number, and does it."""
    plan = [(old, new) for old, new in numbering(version).items() if old != new]
    context = {"version": version, "plan": plan, "back": draft_url(version), "wrong": ""}
    if request.method == "POST":
        try:
            actions.renumber_clauses(version=version, by=request.user, at=timezone.now())
        except ValidationError as error:
            context["wrong"] = " ".join(error.messages)
        else:
            messages.success(request, _("The clauses are numbered by their places."))
            return to_draft(version, "clauses")
    return render(request, "policies/draft/renumber.html", context)
