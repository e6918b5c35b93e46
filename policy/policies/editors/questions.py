"""The editors of questions: those asked at intake, and those of the quiz."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.policies.choices import Gate, QuestionType
from policy.policies.editors.base import Editor, EntryForm
from policy.policies.editors.choices import (
    ChoiceRow,
    as_choices,
    changed,
    code_of,
    doubled,
    row_from,
    rows_from,
    rows_of,
)
from policy.policies.editors.fields import field_of, gates_field, suggested
from policy.policies.packs import QuestionText, QuizText
from policy.policies.packs.tables import QUESTION, QUIZ, Key

WITH_CHOICES = (QuestionType.CHOICE, QuestionType.ORDERED_CHOICE, QuestionType.SET)

TYPES = {
    QuestionType.YES_NO: gettext_lazy("Yes or no"),
    QuestionType.CHOICE: gettext_lazy("One of a list"),
    QuestionType.ORDERED_CHOICE: gettext_lazy("One of a list with an order, lowest first"),
    QuestionType.SET: gettext_lazy("Any of a list"),
    QuestionType.NUMBER: gettext_lazy("A number"),
    QuestionType.DAYS: gettext_lazy("A number of days"),
    QuestionType.DATE: gettext_lazy("A date"),
    QuestionType.TEXT: gettext_lazy("Short text"),
    QuestionType.ATTESTATION: gettext_lazy("An attestation: a statement that a person confirms"),
}

_CODE = QUIZ["answer"].read


class ChoicesEditor(Editor):
    """An editor with a list of choices."""

    choices: list[ChoiceRow]

    def make_parts(self) -> None:
        if self.data is None:
            self.choices = rows_of(self.entry.choices)
        else:
            self.choices = rows_from(self.data)

    @property
    def has_choices(self) -> bool:
        return True

    @property
    def shown_choices(self) -> list[ChoiceRow]:
        """The choices, with blank ones to add."""
        return [*self.choices, *[ChoiceRow()] * (1 if self.choices else 2)]

    def press(self, what: str, *more: str) -> None:
        if what == "choice" and len(more) == 2 and more[1].isdigit():
            place = int(more[1])
            self.choices = changed(self.choices, more[0], place)
            self.focus = f"id_choice-{max(place - (more[0] == 'up'), 0)}-words"
        elif what == "choice":
            self.focus = f"id_choice-{len(self.choices)}-words"

    def is_valid(self) -> bool:
        faults = self._faults_of_choices() if self.has_choices else []
        for fault in faults:
            self.form.add_error(None, fault)
        return super().is_valid() and not faults

    def _faults_of_choices(self) -> list[str]:
        faults = [
            _("The code “%(code)s” stands for more than one choice.") % {"code": code}
            for code in doubled(self.choices)
        ]
        for row in self.choices:
            try:
                _CODE(row.code)
            except ValueError:
                message = _(
                    "Expected a code of lower-case letters, digits and underscores, not “%(code)s”."
                )
                faults.append(message % {"code": row.code})
        return faults

    def _kept_choices(self) -> dict[str, str]:
        return as_choices(self.choices) if self.has_choices else {}


class QuestionForm(EntryForm):
    label = field_of(
        QUESTION["label"],
        gettext_lazy("Question"),
        hint=gettext_lazy("As people read it. For an attestation, the statement to confirm."),
    )
    type = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=[*TYPES.items()])
    name = field_of(
        Key(QUESTION["name"].read),
        gettext_lazy("Name of the answer"),
        hint=gettext_lazy("Suggested by the question. Conditions speak of it after “answer.”."),
    )
    gates = gates_field()


class QuestionEditor(ChoicesEditor):
    template = "policies/editors/question.html"
    table = "question"
    held_in = "questions"
    titles: ClassVar = (gettext_lazy("New question"), gettext_lazy("Question"))

    def make_form(self) -> QuestionForm:
        first = {"type": QuestionType.YES_NO, "gates": [Gate.SUBMIT]}
        fields = ("label", "type", "name", "gates")
        stored = {name: getattr(self.entry, name) for name in fields}
        return QuestionForm(self._with_suggestion(), initial=first if self.is_new else stored)

    def make_parts(self) -> None:
        super().make_parts()
        self.condition = self.condition_called("when", self.entry.when)

    @property
    def has_choices(self) -> bool:
        return self.typed("type") in WITH_CHOICES

    @property
    def is_ordered(self) -> bool:
        return self.typed("type") == QuestionType.ORDERED_CHOICE

    def values(self) -> dict[str, Any]:
        return {
            **self.form.cleaned_data,
            "choices": self._kept_choices(),
            "when": self.condition.source if self.condition else "",
        }

    def text(self) -> QuestionText:
        return QuestionText(
            name=self.typed("name"),
            label=self.typed("label"),
            type=self.typed("type"),
            choices=self._kept_choices(),
            gates=tuple(self.gates),
            when=self.condition.source if self.condition else "",
        )

    def _with_suggestion(self) -> Any:
        """What came back; a name that was suggested follows the words of the question."""
        if self.data is None:
            return None
        data = self.data.copy()
        name = data.get("name", "").strip()
        if name == "" or (self.is_new and name == data.get("suggested", "")):
            others = [question.name for question in self.pack.questions]
            stem = code_of(" ".join(data.get("label", "").split()[:6])) or "question"
            data["name"] = suggested(stem, others).replace("-", "_")
        return data


class QuizForm(EntryForm):
    text = field_of(QUIZ["text"], gettext_lazy("Question"))
    identifier = field_of(QUIZ["id"], gettext_lazy("Name of the question"))


class QuizEditor(ChoicesEditor):
    template = "policies/editors/quiz.html"
    table = "quiz"
    held_in = "quiz"
    titles: ClassVar = (gettext_lazy("New quiz question"), gettext_lazy("Quiz question"))

    def make_form(self) -> QuizForm:
        names = [asked.id for asked in self.pack.quiz]
        first = {"identifier": suggested("question", names)}
        stored = {"text": self.entry.text, "identifier": self.entry.identifier}
        return QuizForm(self.data, initial=first if self.is_new else stored)

    @property
    def answer(self) -> str:
        """The code of the right choice; the place of the row says it, as codes may change."""
        if self.data is None:
            return str(self.entry.answer)
        place = self.data.get("answer", "")
        return row_from(self.data, int(place)).code if place.isdigit() else ""

    def is_valid(self) -> bool:
        right = any(row.code == self.answer for row in self.choices)
        if not right:
            self.form.add_error(None, _("Say which choice is right."))
        return super().is_valid() and right

    def values(self) -> dict[str, Any]:
        choices = self._kept_choices()
        return {**self.form.cleaned_data, "choices": choices, "answer": self.answer}

    def text(self) -> QuizText:
        name, text = self.typed("identifier"), self.typed("text")
        return QuizText(name, text, self._kept_choices(), self.answer)
