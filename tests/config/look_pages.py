"""Pages made of every part, for the tests that look at them in a browser."""

from datetime import UTC, datetime
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as real

AT = datetime(2020, 11, 13, 22, 5, tzinfo=UTC)
TEMPLATES = Path(__file__).parent / "templates"

STATES = {
    "draft": "Draft",
    "in_approval": "In approval",
    "approved": "Approved",
    "running": "Running",
    "returned": "Returned",
    "refused": "Refused",
}


class Filters(forms.Form):
    words = forms.CharField(label="Case or person", required=False)
    after = forms.DateField(label="Asked on or after", widget=forms.DateInput, required=False)


class Request(forms.Form):
    system = forms.ChoiceField(
        label="System",
        choices=[("lacris", "LACRIS"), ("other", "Another")],
        widget=forms.RadioSelect,
    )
    case = forms.CharField(label="Case number", help_text="For example 20-11-04567.")
    offense = forms.ChoiceField(label="Offense", choices=[("", "Choose one"), ("r", "Robbery")])
    why = forms.CharField(label="Why the search is needed", widget=forms.Textarea)
    image = forms.FileField(label="Probe image", help_text="JPEG or PNG, at most 10 MB.")
    shows = forms.MultipleChoiceField(
        label="What the image shows",
        choices=[("face", "A face"), ("crowd", "Several people")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="I ask for this search under the policy in force")


def show(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    source = (TEMPLATES / f"{name}.html").read_text()
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def sample_list(request: HttpRequest) -> HttpResponse:
    rows = [{"code": code, "label": label, "at": AT} for code, label in STATES.items()]
    pages = {"newer": "N", "older": "O"}
    return show(request, "sample_list", rows=rows, page=pages, form=Filters(request.GET))


def sample_form(request: HttpRequest) -> HttpResponse:
    form = Request(request.POST if request.method == "POST" else None)
    return show(request, "sample_form", form=form, steps=["System", "Case", "Image"])


def sample_record(request: HttpRequest) -> HttpResponse:
    entries = [
        {"at": AT, "title": label, "by": "Officer Doe", "code": code}
        for code, label in STATES.items()
    ]
    reasons = [{"text": "No member uses a *commercial* service.", "source": "Notice, clause 1"}]
    return show(request, "sample_record", at=AT, entries=entries, reasons=reasons)


urlpatterns = [
    path("sample/list", sample_list, name="sample-list"),
    path("sample/form", sample_form, name="sample-form"),
    path("sample/record", sample_record, name="sample-record"),
    *real,
]
