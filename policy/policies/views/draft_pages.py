"""What the pages of a draft share: its fields with their flaws, and how a refusal is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from policy.personnel.requests import Request
from policy.policies.actions.clauses import CLAUSE, HEAD
from policy.policies.errors import Conflict
from policy.policies.forms.commenting import CommentForm
from policy.policies.forms.drafts import ClauseForm, HeadForm
from policy.policies.models import Clause, EditLock, Version
from policy.policies.views.acting import conflict_page
from policy.policies.views.finding import find
from policy.policies.wording import DraftInWords, anchor_of, draft_in_words


@dataclass(frozen=True)
class NotedField:
    """A field of a draft, and the element beside it that says what is wrong with its value."""

    field: BoundField
    note_id: str
    messages: tuple[str, ...]

    @property
    def control(self) -> SafeString:
        described = [self.field.aria_describedby, self.note_id]
        return self.field.as_widget(
            attrs={"aria-describedby": " ".join(str(part) for part in described if part)}
        )


def noted(form: forms.Form, draft: DraftInWords, anchor: str) -> list[NotedField]:
    """The fields of a form, each with what is wrong: that it was not kept, or what was kept."""
    return [
        NotedField(
            field,
            f"note-{anchor}-{field.name}",
            (*map(str, field.errors), *(f.message for f in draft.flaws_at(anchor, field.name))),
        )
        for field in form.visible_fields()
    ]


def head_form(version: Version, held: EditLock, data: Any = None) -> HeadForm:
    initial = {name: getattr(version, name) for name in HEAD}
    return HeadForm(data, initial=initial | _held(held), auto_id="id_head_%s")


def clause_form(clause: Clause, held: EditLock, data: Any = None) -> ClauseForm:
    initial = {name: getattr(clause, name) for name in CLAUSE}
    return ClauseForm(data, initial=initial | _held(held), auto_id=f"id_clause_{clause.pk}_%s")


def _held(held: EditLock) -> dict[str, str]:
    return {"held": held.since.isoformat()}


def draft_context(request: Request, version: Version, held: EditLock) -> dict[str, Any]:
    """Everything that the page of a draft shows; its forms only to whoever holds it."""
    draft, mine = draft_in_words(version), held.holder_id == request.user.pk
    context: dict[str, Any] = {
        "version": version,
        "draft": draft,
        "held": held,
        "mine": mine,
        "orphans": draft.orphans,
        "comment_form": CommentForm(),
        "editing": None,
        "here": draft_url(version),
    }
    if mine:
        form = head_form(version, held)
        context |= {"head_form": form, "head_fields": noted(form, draft, "head")}
        context |= _open_clause(request, draft, held)
    return context


def _open_clause(request: Request, draft: DraftInWords, held: EditLock) -> dict[str, Any]:
    """The form of the one clause that is open, if any."""
    asked = request.GET.get("edit", "")
    for entry in draft.clauses:
        if str(entry.clause.pk) == asked:
            form = clause_form(entry.clause, held)
            fields = noted(form, draft, entry.anchor)
            return {"editing": entry.clause.pk, "clause_form": form, "clause_fields": fields}
    return {}


def saved(
    request: Request, version: Version, fields: list[NotedField], **more: Any
) -> HttpResponse:
    """What changes on the page after a save, without touching what is being typed."""
    context = {"version": version, "fields": fields, "at": timezone.now(), "oob": True, **more}
    return render(request, "policies/draft/saved.html", context)


def saved_clause(
    request: Request, version: Version, clause: Clause, form: forms.Form
) -> HttpResponse:
    draft = draft_in_words(version)
    fields = noted(form, draft, anchor_of(clause))
    return saved(request, version, fields, draft=draft, clause=clause)


def draft_url(version: Version) -> str:
    return reverse("policies:draft", args=(version.policy.slug, version.number))


def to_draft(version: Version, anchor: str = "", *, edit: int | None = None) -> HttpResponse:
    query = f"?edit={edit}" if edit else ""
    return redirect(f"{draft_url(version)}{query}{f'#{anchor}' if anchor else ''}")


View = Callable[..., HttpResponse]


def tells_conflicts(view: View) -> View:
    """Says why a change of a draft was not kept, and keeps on the page what was typed."""

    @wraps(view)
    def told(request: Request, slug: str, number: int, **found: Any) -> HttpResponse:
        version = find(request.user, slug, number)
        try:
            return view(request, version, **found)
        except Conflict as conflict:
            if request.headers.get("HX-Request"):
                context = {"conflict": str(conflict), "version": version}
                return render(request, "policies/draft/refused.html", context, status=409)
            return conflict_page(request, version, str(conflict), reason=typed(request.POST))

    return told


def typed(data: Mapping[str, str]) -> str:
    """The words of a form, to be copied from a page that could not keep them."""
    words = [data.get(name, "") for name in (*HEAD, *CLAUSE, "text", "message")]
    return "\n\n".join(dict.fromkeys(filter(None, words)))
