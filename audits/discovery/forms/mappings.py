"""What is chosen to describe a log format."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.discovery.choices import Delimiter, MappedField, MappingKind
from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_faults import faults_of
from audits.discovery.formats.proposing import TIME_PATTERNS, Found
from audits.discovery.forms.imports import NO_NULL, zones
from audits.discovery.forms.proposals import (
    OTHER,
    Typed,
    code_of,
    column_of,
    mapping_of,
    offered,
)
from audits.discovery.models.mappings import LONGEST_NAME, place_of

_LONGEST_EXAMPLE = 32
_SOME_TIME = datetime(2020, 11, 13, 7, 0, tzinfo=UTC)
_NO_COLUMN = ("", "—")

Choices = list[tuple[str, Any]]


def _capitalized(choices: type[Delimiter] | type[MappingKind]) -> Choices:
    return [(one.value, capfirst(one.label)) for one in choices]


def _time_formats() -> Choices:
    return [
        ("", _("Choose")),
        ("iso", "2020-11-13T07:00:00Z (ISO 8601)"),
        ("epoch", _("1605250800 (seconds since 1970, also with parts of them)")),
        *((one, f"{_SOME_TIME.strftime(one)} ({one})") for one in TIME_PATTERNS),
        (OTHER, _("Another pattern, as typed below")),
    ]


class MappingForm(forms.Form):
    """`told` is all that was typed, chosen and filled in; what is wrong is said where it is saved.

    The columns to choose from are those of its sample, and what was chosen before. Errors stand
    by what they are about; those by "sample" and of the whole are for the page to show.
    """

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        validators=NO_NULL,
        help_text=gettext_lazy("What the format is called when logs are imported."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("A line is"), choices=_capitalized(MappingKind))
    delimiter = forms.ChoiceField(
        label=gettext_lazy("Between columns"), choices=_capitalized(Delimiter), required=False
    )
    time_format = forms.ChoiceField(
        label=gettext_lazy("How the time is written"), choices=_time_formats
    )
    pattern = forms.CharField(
        label=gettext_lazy("Another pattern of the time"),
        max_length=60,
        required=False,
        validators=NO_NULL,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
        help_text=gettext_lazy(
            "For example %d.%m.%y %H:%M for 13.11.20 07:00. %Y is a year of four digits, %b a "
            "month such as Nov, %I with %p the hour before or after noon, %f parts of a second, %z "
            "an offset such as -0800."
        ),
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("Of times in the log that do not say it themselves."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, told: Typed, *, saving: bool = False, fixed_name: bool = False) -> None:
        super().__init__(told if saving else None, initial=dict(told))
        self.told = told
        self.fields["name"].disabled = fixed_name
        cast(forms.ChoiceField, self.fields["zone"]).choices = _zones(told.get("zone", ""))
        columns = offered(told)
        for field in MappedField:
            choices = list(_columns(columns, told.get(field, "")))
            self.fields[field] = forms.ChoiceField(
                label=capfirst(field.label), choices=choices, required=False
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[field] for field in MappedField]

    @property
    def mapping(self) -> Mapping:
        return mapping_of(self.told, name=self.cleaned_data.get("name", ""))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for about, fault in faults_of(self.mapping):
            self.add_fault(about, fault)
        return told

    def add_fault(self, about: str, fault: str | ValidationError) -> None:
        """Says what is wrong beside what it is about, where nothing is said there already."""
        if about == "time_format" and self.told.get("time_format") == OTHER:
            about = "pattern"
        place = about if about in self.fields else None
        if place is None or place not in self.errors:
            self.add_error(place, fault)


def _zones(chosen: str) -> Choices:
    known = [("", _("The one that is named at the import")), *zones()]
    return known if chosen in dict(known) else [*known, (chosen, chosen)]


def _columns(columns: Sequence[Found], chosen: str) -> Iterator[tuple[str, Any]]:
    """None, each of `columns` with its example, and what is chosen if it is none of them."""
    yield _NO_COLUMN
    codes = {code_of(one.column): _words(one) for one in columns}
    column = column_of(chosen)
    if column is not None and chosen not in codes:
        codes[chosen] = _("%(column)s: not in these lines") % {"column": place_of(column)}
    yield from codes.items()


def _words(one: Found) -> str:
    example = Truncator(one.example).chars(_LONGEST_EXAMPLE)
    return f"{place_of(one.column)}: {example}" if example else place_of(one.column)
