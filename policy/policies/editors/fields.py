"""Fields made from the one description of the format, and what every editor's form needs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.policies.choices import Gate
from policy.policies.packs.tables import Key
from policy.policies.packs.values import (
    Matching,
    OneOf,
    Reader,
    SomeOf,
    Text,
    WholeNumber,
    yes_or_no,
)

Words = str | Promise
Pairs = list[tuple[str, Words]]

LONGEST_TEXT = 10_000


class ReadField(forms.CharField):
    """A text that the reader of the format takes; blank is blank."""

    def __init__(self, read: Reader, **options: Any) -> None:
        options.setdefault("max_length", LONGEST_TEXT)
        super().__init__(validators=[ProhibitNullCharactersValidator()], **options)
        self._read = read

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("\r\n", "\n")
        return taken(self._read, text) if text else text


class CodesField(forms.MultipleChoiceField):
    """Several codes, in the order of their list."""

    def __init__(self, read: Reader, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self._read = read

    def clean(self, value: Any) -> Any:
        codes = super().clean(value)
        return list(taken(self._read, codes)) if codes else []


class WholeNumberField(forms.IntegerField):
    def __init__(self, read: Reader, **options: Any) -> None:
        widget = forms.NumberInput(attrs={"size": 8, "inputmode": "numeric"})
        super().__init__(widget=widget, **options)
        self._read = read

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else taken(self._read, number)


def taken(read: Reader, value: object) -> Any:
    """What the reader makes of the value; its refusal as one of a form."""
    try:
        return read(value)
    except ValueError as error:
        raise forms.ValidationError(capfirst(str(error))) from None


def field_of(key: Key, label: Words, *, required: bool | None = None, hint: Words = "") -> Any:
    """The field for one key of the format: its reader says which control suits it."""
    needed = key.required if required is None else required
    options = {"label": label, "help_text": hint, "required": needed}
    make = _FIELDS.get(type(key.read), _yes_or_no if key.read is yes_or_no else _text)
    return make(key.read, options)


def _text(read: Any, options: dict[str, Any]) -> forms.Field:
    long = isinstance(read, Text) and read.most is None
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return ReadField(read, widget=widget, **options)


def _name(read: Matching, options: dict[str, Any]) -> forms.Field:
    attrs = {"size": 30, "autocomplete": "off", "spellcheck": "false"}
    return ReadField(read, widget=forms.TextInput(attrs=attrs), **options)


def _one_of(read: OneOf, options: dict[str, Any]) -> forms.Field:
    blank = _("Choose one") if options["required"] else _("Not said")
    return forms.ChoiceField(choices=[("", blank), *pairs(read.members)], **options)


def _some_of(read: SomeOf, options: dict[str, Any]) -> forms.Field:
    return CodesField(read, choices=pairs(read.members), **options)


def _whole_number(read: WholeNumber, options: dict[str, Any]) -> forms.Field:
    return WholeNumberField(read, **options)


class YesNoField(forms.ChoiceField):
    """True, False, or nothing said."""

    CODES: ClassVar = {"yes": True, "no": False}

    def __init__(self, **options: Any) -> None:
        choices = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
        super().__init__(choices=choices, **options)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if value != "" else ""

    def clean(self, value: Any) -> Any:
        return self.CODES.get(super().clean(value), "")


def _yes_or_no(read: Reader, options: dict[str, Any]) -> forms.Field:
    return YesNoField(**options | {"required": False})


_FIELDS: Mapping[type, Callable[[Any, dict[str, Any]], forms.Field]] = {
    Text: _text,
    Matching: _name,
    OneOf: _one_of,
    SomeOf: _some_of,
    WholeNumber: _whole_number,
}


def pairs(members: Iterable[Any]) -> Pairs:
    """The members of a closed list with their words, as a list shows them."""
    return [(str(member), capfirst(getattr(member, "label", str(member)))) for member in members]


def gates_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("At which gates"),
        choices=pairs(Gate),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one gate.")},
    )


def grade_field(label: Any, *, hint: Any = "") -> forms.ChoiceField:
    """A rank of the department's list, or none."""
    return forms.ChoiceField(label=label, help_text=hint, required=False, choices=_grades)


def _grades() -> Pairs:
    ranks = current().choices(ListName.GRADE)
    return [("", _("Not said")), *((code, capfirst(str(words))) for code, words in ranks)]


def suggested(stem: str, taken_names: Iterable[str]) -> str:
    """The stem, with a number where the name is taken."""
    names = set(taken_names)
    numbered = (f"{stem}-{number}" for number in range(2, len(names) + 3))
    return stem if stem not in names else next(name for name in numbered if name not in names)
