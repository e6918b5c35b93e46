"""What auditors add to the catalog, and hosts that they ask about."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.discovery.choices import Method, ReachKind
from audits.discovery.forms.imports import NO_NULL
from audits.discovery.reaching import clean_address, clean_domain, clean_path, require_samples
from audits.discovery.services import Endpoint
from policy.systems.models import System

MOST_LINES = 200
_LONGEST_LINE = 2000


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines_field(label: Any, help_text: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        validators=NO_NULL,
        max_length=MOST_LINES * 100,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )


def _note_field(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("How this is known"),
        max_length=300,
        validators=NO_NULL,
        help_text=help_text,
    )


class AddedForm(forms.Form):
    """What is said of one system."""

    use_required_attribute = False

    system = forms.ModelChoiceField(
        System.objects.all(),
        to_field_name="slug",
        label=gettext_lazy("Service"),
        empty_label=gettext_lazy("Choose"),
    )


class DomainForm(AddedForm):
    value = forms.CharField(
        label=gettext_lazy("Domain"),
        max_length=300,
        validators=NO_NULL,
        help_text=gettext_lazy(
            "For example faces.example.com; names below it count as well. A * stands for one part "
            "between dots."
        ),
    )
    note = _note_field(gettext_lazy("The vendor's documents, a letter, a packet capture."))

    def clean_value(self) -> str:
        return clean_domain(self.cleaned_data["value"])


class AddressForm(AddedForm):
    value = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=50,
        validators=NO_NULL,
        help_text=gettext_lazy(
            "203.0.113.7 or 2001:db8::7; or the first numbers and a dot, such as 203.0.113. Only "
            "where nobody else is behind it: clouds share theirs."
        ),
    )
    note = _note_field(gettext_lazy("The vendor's documents, a letter, a packet capture."))

    def clean_value(self) -> str:
        return clean_address(self.cleaned_data["value"])


class SearchForm(AddedForm):
    """A search is told by method and path, and tried on samples before it is kept."""

    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=Method.choices)
    value = forms.CharField(
        label=gettext_lazy("Path, as a regular expression"),
        max_length=300,
        strip=False,
        validators=NO_NULL,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
        help_text=gettext_lazy("For example ^/api/v[0-9]+/search$. Capitals make no difference."),
    )
    searches = _lines_field(
        gettext_lazy("Paths of searches"),
        gettext_lazy("One to a line, out of a real log: each has to fit."),
        required=True,
    )
    others = _lines_field(
        gettext_lazy("Paths of other requests"),
        gettext_lazy("One to a line: none may fit, or visits would count as searches."),
        required=False,
    )
    note = _note_field(gettext_lazy("The vendor's documents, a letter, a packet capture."))

    def clean_value(self) -> str:
        return clean_path(self.cleaned_data["value"])

    def clean_searches(self) -> list[str]:
        return lines_of(self.cleaned_data["searches"])

    def clean_others(self) -> list[str]:
        return lines_of(self.cleaned_data["others"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if {"method", "value", "searches", "others"} <= told.keys():
            endpoint = Endpoint(told["method"], told["value"])
            try:
                require_samples(endpoint, searches=told["searches"], others=told["others"])
            except ValidationError as error:
                self.add_error("value", error)
        return told


FORMS: dict[ReachKind, type[AddedForm]] = {
    ReachKind.DOMAIN: DomainForm,
    ReachKind.ADDRESS: AddressForm,
    ReachKind.SEARCH: SearchForm,
}


class PermitForm(forms.Form):
    use_required_attribute = False

    domain = forms.CharField(
        label=gettext_lazy("Domain"),
        max_length=300,
        validators=NO_NULL,
        help_text=gettext_lazy("A name below one of a service's, such as news.example.com."),
    )
    note = _note_field(gettext_lazy("Why anyone may reach it: news, help, a page for the press."))

    def clean_domain(self) -> str:
        return clean_domain(self.cleaned_data["domain"])


class TesterForm(forms.Form):
    """`cleaned_data["lines"]` has at most MOST_LINES hosts or URLs."""

    use_required_attribute = False

    lines = forms.CharField(
        label=gettext_lazy("Hosts or URLs"),
        max_length=MOST_LINES * _LONGEST_LINE,
        validators=NO_NULL,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("One to a line, as a log has them."),
    )

    def clean_lines(self) -> list[str]:
        lines = lines_of(self.cleaned_data["lines"])
        if len(lines) > MOST_LINES:
            raise ValidationError(
                _("There are %(count)s lines; expected %(most)s at most.")
                % {"count": len(lines), "most": MOST_LINES}
            )
        return lines
