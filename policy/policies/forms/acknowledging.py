"""The forms of acknowledging: to sign, to bind units, to look at who has not signed."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from tree_queries.forms import TreeNodeChoiceField

from policy.personnel.forms import set_in
from policy.personnel.models import Person, Unit
from policy.personnel.queries import units_within
from policy.policies.forms.fields import units_field
from policy.policies.models import QuizQuestion, Version
from policy.policies.signing import field_of


class BindForm(forms.Form):
    units = units_field()


class SignForm(forms.Form):
    """The quiz of a version, that one has read it, and one's name."""

    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, version: Version, person: Person
    ) -> None:
        super().__init__(data, initial={"read": version.digest})
        self._quiz = list(version.quiz.all())
        for question in self._quiz:
            self.fields[field_of(question)] = forms.ChoiceField(
                label=question.text,
                choices=_mixed(question, person),
                widget=forms.RadioSelect,
            )
        self.fields["agreed"] = forms.BooleanField(
            label=_("I have read this version and will keep to it"),
            error_messages={"required": _("Confirm that you have read it.")},
        )
        self.fields["typed_name"] = forms.CharField(
            label=_("Your name, as a signature"),
            max_length=200,
            validators=[ProhibitNullCharactersValidator()],
            help_text=_("Type it in full: %(name)s") % {"name": person.name},
        )

    @property
    def given(self) -> dict[str, Any]:
        """What the action needs of a valid form."""
        cleaned = self.cleaned_data
        answers = {field_of(question): cleaned[field_of(question)] for question in self._quiz}
        return {"read": cleaned["read"], "typed_name": cleaned["typed_name"], "answers": answers}


def _mixed(question: QuizQuestion, person: Person) -> list[tuple[str, str]]:
    """The choices in an order of the person's own, which tells nobody the right one."""

    def place(choice: tuple[str, str]) -> str:
        return hashlib.sha256(f"{person.pk} {question.pk} {choice[0]}".encode()).hexdigest()

    return sorted(question.choices.items(), key=place)


class MissingForm(forms.Form):
    """Every field is optional; a wrong one filters nothing."""

    use_required_attribute = False

    unit = TreeNodeChoiceField(
        Unit.objects.all(),
        label=_("Unit, with all below"),
        empty_label=_("Any"),
        required=False,
        label_from_instance=set_in,
    )

    def applied_to(self, people: QuerySet[Person]) -> QuerySet[Person]:
        if not self.is_bound or not self.is_valid() or not self.cleaned_data["unit"]:
            return people
        return people.filter(unit__in=units_within(self.cleaned_data["unit"]))
