"""The step of a request whose fields the policies in force decide."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from policy.language.facts import Fact
from policy.searches.forms.fields import long_text
from policy.searches.forms.questions import field_for, initial_for
from policy.searches.forms.steps import Content, StepForm

Demand = Mapping[str, Any]

NOTHING: tuple[Any, ...] = (None, "", [])


class ReasonForm(StepForm):
    """Why the search is needed, what the policies ask, and what they want confirmed.

    `asked` are the facts that only a person can tell, and `statements` those that a person
    confirms or leaves unanswered; `attestations` and `documents` are what the
    policies demand, each with its name and words.
    """

    justification = long_text(
        _("Justification"),
        help_text=_(
            "What is known, what the search is to find out, and why other means do not do. "
            "The approver decides on these words."
        ),
    )

    def __init__(
        self,
        *args: Any,
        asked: Iterable[Fact] = (),
        statements: Iterable[Fact] = (),
        attestations: Iterable[Demand] = (),
        documents: Iterable[Demand] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # What each field is kept as, by the name of the field.
        self.answers: dict[str, str] = {}
        self.attested: dict[str, str] = {}
        for fact in asked:
            self._ask(fact, field_for(fact), initial_for)
        for fact in statements:
            self._ask(fact, statement_field(fact), lambda _fact, value: value is True)
        for demand in attestations:
            self._demand(demand, attestation_field(demand))
        for demand in documents:
            self._demand(demand, document_field(demand))

    def content(self) -> Content:
        kept = super().content()
        answers = {name: kept.pop(field, None) for field, name in self.answers.items()}
        attested = {name: kept.pop(field, None) for field, name in self.attested.items()}
        # What was confirmed before is kept where the policy does not ask for it at present.
        attested = {**self.initial.get("attestations", {}), **attested}
        return {
            **kept,
            "answers": {
                name: value for name, value in answers.items() if self._is_told(name, value)
            },
            "attestations": {name: value for name, value in attested.items() if value},
        }

    def asked_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.answers]

    def demanded_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.attested]

    def _ask(self, fact: Fact, field: forms.Field, shown: Callable[[Fact, Any], Any]) -> None:
        name = f"ask.{fact.name}"
        self.answers[name] = fact.name
        self.fields[name] = field
        self.initial[name] = shown(fact, self.initial.get("answers", {}).get(fact.name))

    def _is_told(self, name: str, value: Any) -> bool:
        """A statement that is not confirmed is not known, whereas a no is an answer."""
        is_statement = isinstance(self.fields[f"ask.{name}"], forms.BooleanField)
        return value is True if is_statement else value not in NOTHING

    def _demand(self, demand: Demand, field: forms.Field) -> None:
        name = f"demand.{demand['name']}"
        self.attested[name] = demand["name"]
        self.fields[name] = field
        self.initial[name] = self.initial.get("attestations", {}).get(demand["name"])


def statement_field(fact: Fact) -> forms.Field:
    return forms.BooleanField(
        label=fact.label,
        required=False,
        help_text=_("Leave it open if you cannot confirm it."),
    )


def attestation_field(demand: Demand) -> forms.Field:
    return forms.BooleanField(
        label=demand["text"],
        error_messages={"required": _("The policy in force asks you to confirm this.")},
    )


def document_field(demand: Demand) -> forms.Field:
    return forms.CharField(
        label=demand["label"],
        max_length=200,
        help_text=_("Its number, or where it is filed."),
        validators=[ProhibitNullCharactersValidator()],
    )
