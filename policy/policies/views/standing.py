"""The standing assurances of the department: the list, and what the policy officer does to it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policy.language.english import as_english
from policy.language.parser import parse
from policy.personnel.requests import Request
from policy.policies.actions import add_standing_assurance, end_standing_assurance
from policy.policies.analysis.results import Proof
from policy.policies.choices import RequirementKind
from policy.policies.errors import Conflict
from policy.policies.forms.standing import EndStandingAssuranceForm, StandingAssuranceForm
from policy.policies.models import StandingAssurance
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries import standing_proofs
from policy.policies.queries.lists import current_vocabulary
from policy.policies.wording import gates_in_words


@dataclass(frozen=True)
class StandingInWords:
    """A standing assurance; `proof` is over what is in force now, None where it does not stand."""

    assurance: StandingAssurance
    gates: str
    never: str
    always_requires: str
    proof: Proof | None


@require_safe
def standing_list(request: Request) -> HttpResponse:
    proofs = {proof.id: proof for proof in standing_proofs(timezone.now())}
    assurances = StandingAssurance.objects.select_related("entered_by__person", "ended_by__person")
    context = {
        "assurances": [_in_words(each, proofs.get(each.identifier)) for each in assurances],
        "may_edit": bool(may_work_on_policies(request.user)),
    }
    return render(request, "policies/standing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_standing(request: Request) -> HttpResponse:
    form = StandingAssuranceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _add(request, form):
        messages.success(request, _("It stands. Every publication has to keep it."))
        return redirect("policies:standing")
    return _ask(
        request,
        form,
        title=_("Add a standing assurance"),
        question=_("Every policy that is published has to keep it, with all that are in force."),
        submit=_("Add"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_standing(request: Request, identifier: str) -> HttpResponse:
    assurance = get_object_or_404(StandingAssurance, identifier=identifier)
    form = EndStandingAssuranceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _end(request, assurance, form):
        messages.success(request, _("Its last day is set."))
        return redirect("policies:standing")
    return _ask(
        request,
        form,
        title=_("End a standing assurance"),
        question=assurance.text,
        submit=_("End"),
        danger=True,
    )


def _add(request: Request, form: forms.Form) -> bool:
    try:
        add_standing_assurance(by=request.user, at=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        _tell(form, error)
        return False
    return True


def _end(request: Request, assurance: StandingAssurance, form: forms.Form) -> bool:
    try:
        end_standing_assurance(
            assurance=assurance, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except ValidationError as error:
        _tell(form, error)
    except Conflict as conflict:
        form.add_error(None, str(conflict))
    return form.is_valid()


def _tell(form: forms.Form, error: ValidationError) -> None:
    """The errors at their fields; those of no field of the form above it."""
    for field, told in error.message_dict.items():
        form.add_error(field if field in form.fields else None, told)


def _ask(request: Request, form: forms.Form, **words: Any) -> HttpResponse:
    context = {"form": form, "cancel": reverse("policies:standing"), **words}
    return render(request, "policies/standing_form.html", context)


def _in_words(assurance: StandingAssurance, proof: Proof | None) -> StandingInWords:
    kind, never = assurance.always_requires, assurance.never
    return StandingInWords(
        assurance=assurance,
        gates=gates_in_words(assurance.gates),
        never=_in_english(never) if never else "",
        always_requires=str(RequirementKind(kind).label) if kind else "",
        proof=proof,
    )


def _in_english(condition: str) -> str:
    vocabulary = current_vocabulary()
    return as_english(parse(condition, vocabulary), vocabulary)
