"""Fields that more than one form of a request needs."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ListName
from policy.lists.queries import current

YES_NO = (("yes", _("Yes")), ("no", _("No")))
CHOOSE = _("Choose one of the list.")
NOT_LISTED = _("“%(value)s” is not on the list, or no longer: choose one of the list.")
ONE_OF = {"required": CHOOSE, "invalid_choice": NOT_LISTED}
WRITE = _("Write a few words.")
CODES = {"yes": True, "no": False}


def options(choices: Iterable[tuple[Any, Any]], blank: Any = None) -> list[tuple[Any, Any]]:
    """Choices as a list shows them; their words are written for the middle of a sentence."""
    listed = [(code, capfirst(label)) for code, label in choices]
    return listed if blank is None else [("", blank), *listed]


def choice(label: Any, choices: Iterable[tuple[Any, Any]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=options(choices, blank=_("Choose one")),
        error_messages=ONE_OF,
        **more,
    )


def entry_of(label: Any, name: ListName, **more: Any) -> forms.ChoiceField:
    """One of the entries of a list that are offered on the day on which the form is shown."""
    return forms.ChoiceField(
        label=label,
        choices=partial(_offered, name),
        error_messages=ONE_OF,
        **more,
    )


def _offered(name: ListName) -> list[tuple[Any, Any]]:
    return options(current().offered(name, timezone.localdate()), blank=_("Choose one"))


def yes_or_no(label: Any, words: Mapping[str, Any] | None = None, **more: Any) -> forms.Field:
    """Two radio buttons for True and False; None while neither is chosen."""
    return forms.TypedChoiceField(
        label=label,
        choices=tuple((words or dict(YES_NO)).items()),
        coerce=CODES.__getitem__,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages=ONE_OF,
        **more,
    )


def as_code(value: bool | None) -> str | None:
    """The code of `yes_or_no` for a value that is kept."""
    return None if value is None else ("yes" if value else "no")


def long_text(label: Any, most: int = 4000, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=[ProhibitNullCharactersValidator()],
        error_messages={"required": WRITE},
        **more,
    )
