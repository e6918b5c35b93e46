"""The pages on which the entries of a draft are written.

Every button sends the whole page. The one that saves stores it; every other gets it back changed:
the whole page, or for htmx the part of it that changes.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from policy.personnel.permissions import require
from policy.personnel.requests import Request
from policy.policies.actions.editing import open_draft
from policy.policies.actions.entries import delete_entry
from policy.policies.actions.moving import what_happened
from policy.policies.choices import VersionState
from policy.policies.editors.assurances import AssuranceEditor
from policy.policies.editors.base import Editor
from policy.policies.editors.cases import CaseEditor
from policy.policies.editors.questions import QuestionEditor, QuizEditor
from policy.policies.editors.rules import RuleEditor
from policy.policies.errors import Conflict
from policy.policies.models import (
    Assurance,
    Case,
    Question,
    QuizQuestion,
    Rule,
    Version,
)
from policy.policies.permissions import may_work_on_policies
from policy.policies.views.acting import conflict_page
from policy.policies.views.finding import find


@dataclass(frozen=True)
class Sort:
    """A sort of entry: `name` is that of its address, `question` asks before it is deleted."""

    name: str
    model: Any
    editor: type[Editor]
    question: str | Promise


SORTS = (
    Sort("rule", Rule, RuleEditor, gettext_lazy("Delete this rule?")),
    Sort("question", Question, QuestionEditor, gettext_lazy("Delete this question?")),
    Sort("assurance", Assurance, AssuranceEditor, gettext_lazy("Delete this assurance?")),
    Sort("case", Case, CaseEditor, gettext_lazy("Delete this case?")),
    Sort("quiz", QuizQuestion, QuizEditor, gettext_lazy("Delete this quiz question?")),
)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_entry(
    request: Request, slug: str, number: int, sort: Sort, pk: int | None = None
) -> HttpResponse:
    require(may_work_on_policies(request.user))
    version = find(request.user, slug, number)
    if version.state != VersionState.DRAFT:
        return conflict_page(request, version, what_happened(version))
    entry = _entry(sort, version, pk)
    if request.method != "POST":
        open_draft(version=version, by=request.user, at=timezone.now())
        return editor_page(request, sort, sort.editor(entry, start=request.GET))
    editor = sort.editor(entry, request.POST)
    if request.POST.get("do") == "save" and editor.is_valid():
        return save(request, sort, editor)
    return editor_page(request, sort, editor)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request, slug: str, number: int, sort: Sort, pk: int) -> HttpResponse:
    require(may_work_on_policies(request.user))
    version = find(request.user, slug, number)
    if version.state != VersionState.DRAFT:
        return conflict_page(request, version, what_happened(version))
    entry = get_object_or_404(sort.model, version=version, pk=pk)
    if request.method == "POST":
        try:
            delete_entry(entry=entry, by=request.user, at=timezone.now())
        except Conflict as conflict:
            return conflict_page(request, version, str(conflict))
        messages.success(request, _("Deleted."))
        return redirect(draft_address(version))
    context = {
        "version": version,
        "title": sort.question,
        "question": str(entry),
        "consequence": _("What else speaks of it is then wrong, and the draft says where."),
        "submit": _("Delete"),
        "cancel": _address(sort, entry),
        "danger": True,
    }
    return render(request, "policies/act.html", context)


def save(request: Request, sort: Sort, editor: Editor) -> HttpResponse:
    try:
        entry = editor.save(by=request.user, at=timezone.now())
    except ValidationError as error:
        editor.refuse(error)
        return editor_page(request, sort, editor)
    except Conflict as conflict:
        editor.refuse(ValidationError(str(conflict)))
        return editor_page(request, sort, editor, status=409)
    if editor.problems():
        messages.warning(request, _("Saved. It is not finished yet: the draft says what is wrong."))
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{draft_address(editor.entry.version)}#{entry._meta.model_name}-{entry.pk}")


def editor_page(request: Request, sort: Sort, editor: Editor, status: int = 200) -> HttpResponse:
    template = editor.template
    if getattr(request, "htmx", False):
        template = template.replace("editors/", "editors/parts/")
    version = editor.entry.version
    context = {
        "editor": editor,
        "form": editor.form,
        "version": version,
        "draft_url": draft_address(version),
        "delete_url": "" if editor.is_new else _address(sort, editor.entry, "_delete"),
    }
    return render(request, template, context, status=status)


def draft_address(version: Version) -> str:
    return reverse("policies:draft", args=(version.policy.slug, version.number))


def _address(sort: Sort, entry: Any, what: str = "") -> str:
    version = entry.version
    place = (version.policy.slug, version.number, entry.pk)
    return reverse(f"policies:{sort.name}{what}", args=place)


def _entry(sort: Sort, version: Version, pk: int | None) -> Model:
    """The entry with the version that was found; a new one that is stored nowhere."""
    if pk is None:
        new: Model = sort.model(version=version)
        return new
    found: Any = get_object_or_404(sort.model, version=version, pk=pk)
    found.version = version
    return found
