"""Short ways of declaring a fact."""

from collections.abc import Callable, Mapping
from typing import cast

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from policy.language.facts import Fact, Kind
from policy.policies.choices import Gate

# Words stay lazy, so that a page shows them in the reader's language.
_ = cast(Callable[[str], str], gettext_lazy)

Choices = type[TextChoices] | Mapping[str, str]


def yes_no(name: str, label: str, yes: str, no: str, gate: Gate = Gate.SUBMIT) -> Fact:
    return Fact(name, Kind.YES_NO, label, known_from=gate, yes=yes, no=no)


def one_of(
    name: str,
    label: str,
    choices: Choices,
    yes: str | None = None,
    no: str | None = None,
    *,
    gate: Gate = Gate.SUBMIT,
    kind: Kind = Kind.CHOICE,
) -> Fact:
    return Fact(name, kind, label, words_of(choices), known_from=gate, yes=yes, no=no)


def ordered(name: str, label: str, choices: Choices, *, gate: Gate = Gate.SUBMIT) -> Fact:
    return one_of(name, label, choices, gate=gate, kind=Kind.ORDERED)


def some_of(
    name: str,
    label: str,
    choices: Choices,
    yes: str | None = None,
    no: str | None = None,
    *,
    gate: Gate = Gate.SUBMIT,
) -> Fact:
    return one_of(name, label, choices, yes, no, gate=gate, kind=Kind.SET)


def number(
    name: str,
    label: str,
    yes: str | None = None,
    no: str | None = None,
    *,
    gate: Gate = Gate.SUBMIT,
) -> Fact:
    return Fact(name, Kind.NUMBER, label, known_from=gate, yes=yes, no=no)


def days(name: str, label: str, gate: Gate = Gate.SUBMIT) -> Fact:
    return Fact(name, Kind.DAYS, label, known_from=gate)


def text(name: str, label: str, yes: str | None = None, no: str | None = None) -> Fact:
    return Fact(name, Kind.TEXT, label, known_from=Gate.SUBMIT, yes=yes, no=no)


def words_of(choices: Choices) -> dict[str, str]:
    """The words of each code, for a list of choices that needs more than one class has."""
    if isinstance(choices, Mapping):
        return dict(choices)
    return {str(member.value): member.label for member in choices}
