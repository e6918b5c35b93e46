"""A form field for a fact that a policy asks for: its kind decides how it is asked."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.language.facts import Fact, Kind
from policy.language.kinds import LARGEST_NUMBER
from policy.searches.forms.fields import ONE_OF, as_code, choice, options, yes_or_no


def field_for(fact: Fact) -> forms.Field:
    """The field that asks for `fact`; its cleaned value is one that the fact can have."""
    return _FIELDS[fact.kind](fact, label=capfirst(fact.label))


def initial_for(fact: Fact, value: Any) -> Any:
    """A kept value as the field of `field_for` shows it."""
    return as_code(value) if fact.kind == Kind.YES_NO else value


class IsoDateField(forms.DateField):
    """A date, kept as ISO text: the form in which a fact has it."""

    def clean(self, value: Any) -> str | None:
        day: date | None = super().clean(value)
        return day.isoformat() if day else None


class WholeOrDecimalField(forms.FloatField):
    """A number that stays whole where it was written whole."""

    def clean(self, value: Any) -> int | float | None:
        number = super().clean(value)
        return int(number) if number is not None and number == int(number) else number


def _yes_no(fact: Fact, label: str) -> forms.Field:
    if fact.yes is None or fact.no is None:
        return yes_or_no(label)
    return yes_or_no(label, {"yes": capfirst(fact.yes), "no": capfirst(fact.no)})


def _choice(fact: Fact, label: str) -> forms.Field:
    return choice(label, fact.choices.items())


def _set(fact: Fact, label: str) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        choices=options(fact.choices.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages=ONE_OF,
    )


def _number(fact: Fact, label: str) -> forms.Field:
    return WholeOrDecimalField(
        label=label,
        min_value=-LARGEST_NUMBER,
        max_value=LARGEST_NUMBER,
        widget=forms.NumberInput(attrs={"size": 12, "step": "any"}),
    )


def _days(fact: Fact, label: str) -> forms.Field:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100_000,
        help_text=_("A number of days."),
        widget=forms.NumberInput(attrs={"size": 8}),
    )


def _date(fact: Fact, label: str) -> forms.Field:
    return IsoDateField(label=label, widget=forms.DateInput())


def _text(fact: Fact, label: str) -> forms.Field:
    return forms.CharField(
        label=label, max_length=400, validators=[ProhibitNullCharactersValidator()]
    )


_FIELDS: dict[Kind, Callable[..., forms.Field]] = {
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.ORDERED: _choice,
    Kind.SET: _set,
    Kind.NUMBER: _number,
    Kind.DAYS: _days,
    Kind.DATE: _date,
    Kind.TEXT: _text,
}
