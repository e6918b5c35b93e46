"""The steps of the form: their order, their names, their forms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policy.searches.asking import asked_of_requester
from policy.searches.facts import content_of
from policy.searches.forms.reason import ReasonForm
from policy.searches.forms.steps import CaseForm, ImageForm, StepForm, SystemForm
from policy.searches.models import SearchRequest


@dataclass(frozen=True)
class FormStep:
    slug: str
    label: str | Promise
    lead: str | Promise
    form: type[StepForm]


STEPS = (
    FormStep(
        "system",
        _("System and agency"),
        _("Which system is searched, and for whom?"),
        SystemForm,
    ),
    FormStep("case", _("Case"), _("What is the search for?"), CaseForm),
    FormStep("image", _("Image"), _("Whose face is sought, and where is it from?"), ImageForm),
    FormStep("reason", _("Reason"), _("Why is the search needed?"), ReasonForm),
)
BY_SLUG = {step.slug: step for step in STEPS}
CHECK = "check"
FIRST = STEPS[0].slug
LABELS = (*(step.label for step in STEPS), _("Check and submit"))
ORDER = (*BY_SLUG, CHECK)


def step_named(slug: str) -> FormStep:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def step_of_field(name: str) -> str:
    """The step in which a missing field, confirmation or answer is given."""
    for step in STEPS:
        if name in step.form.base_fields:
            return step.slug
    return STEPS[-1].slug


def address(draft: SearchRequest, slug: str) -> str:
    if slug == CHECK:
        return reverse("searches:submit", args=[draft.pk])
    return reverse("searches:edit", args=[draft.pk, slug])


def neighbor(slug: str, distance: int) -> str:
    """The step before or after; the first and the last have none, and stay."""
    place = ORDER.index(slug) + distance
    return ORDER[min(max(place, 0), len(ORDER) - 1)]


def form_of(
    step: FormStep,
    draft: SearchRequest,
    at: datetime,
    data: Any = None,
    files: Any = None,
) -> StepForm:
    """The form of `step`, with what the draft holds of it and what was sent."""
    demanded: dict[str, Any] = {}
    if step.form is ReasonForm:
        asked = asked_of_requester(draft, at)
        demanded = {
            "asked": asked.facts,
            "statements": asked.statements,
            "attestations": asked.attestations,
            "documents": asked.documents,
        }
    return step.form(data, files, initial=step.form.initial_of(content_of(draft)), **demanded)
