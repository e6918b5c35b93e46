"""What every editor of an entry is."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.policies.actions.entries import Entry, save_entry
from policy.policies.editors.conditions import ConditionEditor, editor_from, editor_of
from policy.policies.packs import Pack, RequirementText, sound_vocabulary
from policy.policies.packs.errors import PackError
from policy.policies.packs.reading import read_pack
from policy.policies.packs.writing import write_pack
from policy.policies.queries import pack_of
from policy.policies.queries.lists import current_vocabulary
from policy.policies.sketches import Path

# The names of the gates in a form, whatever it is of.
GATES = "gates"

Start = Mapping[str, Any]


class EntryForm(forms.Form):
    use_required_attribute = False

    def unjudged(self) -> None:
        """Shows what was typed without saying yet what is missing."""
        self._errors = ErrorDict()
        self.cleaned_data = {}


class Editor(ABC):
    """An entry of a draft being written.

    Without `data` it shows the entry as it is stored; with `data`, as it came back from the page.
    `pressed` is the button that was used there: `save` judges, every other only changes the page.
    """

    template: ClassVar[str]
    # The table of the entry in a pack, and where a pack holds it.
    table: ClassVar[str]
    held_in: ClassVar[str]
    titles: ClassVar[tuple[str | Promise, str | Promise]]
    form: EntryForm

    def __init__(self, entry: Any, data: QueryDict | None = None, start: Start | None = None):
        self.entry = entry
        self.data = data
        self.start = start or {}
        self.pack: Pack = pack_of(entry.version)
        self.vocabulary = sound_vocabulary(self.pack, current_vocabulary())
        self.focus = ""
        self.condition: ConditionEditor | None = None
        self.form = self.make_form()
        self.make_parts()
        if data is not None:
            self._press(data.get("do", ""))

    @property
    def is_new(self) -> bool:
        return self.entry.pk is None

    @property
    def title(self) -> str:
        return str(self.titles[0] if self.is_new else self.titles[1])

    @property
    def gates(self) -> Sequence[str]:
        """The gates that the form shows as chosen."""
        return list(self.form[GATES].value() or ())

    # What each kind of entry says for itself.

    @abstractmethod
    def make_form(self) -> EntryForm:
        """The form of the page, filled in as the entry is, or as it was typed."""

    @abstractmethod
    def make_parts(self) -> None:
        """What the page has beside its form."""

    def press(self, what: str, *more: str) -> None:  # noqa: B027  # a page may have none
        """A button of the page's own."""

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """The fields to store, of a form that is valid."""

    @abstractmethod
    def text(self) -> Any:
        """The entry as its table in a pack, from what is typed."""

    def requirements(self) -> Sequence[RequirementText]:
        return ()

    # What all of them do.

    def condition_called(self, prefix: str, stored: str) -> ConditionEditor:
        if self.data is None:
            return editor_of(prefix, stored, self.vocabulary, self.gates)
        return editor_from(prefix, self.data, self.vocabulary, self.gates)

    def is_valid(self) -> bool:
        """Whether it can be stored, though it may still be wrong as a rule of a policy."""
        unread = self.condition is not None and self.condition.reading.english_error is not None
        if unread:
            message = _(
                "The sentence is not understood. Mend it, or change the rows instead: the rows and "
                "the condition still say what they said before."
            )
            self.form.add_error(None, message)
        return self.form.is_valid() and not unread

    def save(self, *, by: Account, at: datetime) -> Entry:
        """Stores the entry; raises ValidationError for a name that is taken, and Conflict."""
        return save_entry(
            entry=self.entry,
            by=by,
            at=at,
            values=self.values(),
            requirements=self.requirements(),
        )

    def refuse(self, error: ValidationError) -> None:
        known = getattr(error, "error_dict", None)
        inside = known and known.keys() <= self.form.fields.keys()
        self.form.add_error(None, error if inside or not known else error.messages)

    def problems(self) -> list[str]:
        """What importing the draft, with the entry as it is typed, would be refused for."""
        pack, place = self.candidate()
        try:
            read_pack(write_pack(pack))
        except PackError as error:
            here = f"{self.table} {place + 1}"
            return [
                problem.message
                for problem in error.problems
                if problem.where == here or problem.where.startswith((f"{here} ", f"{here},"))
            ]
        return []

    def candidate(self) -> tuple[Pack, int]:
        """The pack with the entry as it is typed, and the place of the entry in its table."""
        texts = list(getattr(self.pack, self.held_in))
        keys = list(type(self.entry).objects.filter(version=self.entry.version_id))
        place = next((i for i, row in enumerate(keys) if row.pk == self.entry.pk), len(texts))
        texts[place : place + 1] = [self.text()]
        held: dict[str, Any] = {self.held_in: tuple(texts)}
        return replace(self.pack, **held), place

    def typed(self, name: str) -> str:
        """What stands in a field of the form now."""
        return str(self.form[name].value() or "")

    def _press(self, pressed: str) -> None:
        if pressed == "save":
            return
        self.form.unjudged()
        what, *more = pressed.split(":")
        if self.condition is not None and what == self.condition.prefix and more:
            self.condition = self.condition.done(more[0], path_of(more[1:]))
            self.focus = self.condition.focus
        else:
            self.press(what, *more)


def path_of(texts: Sequence[str]) -> Path:
    """The path that a button names; one that cannot be leads nowhere."""
    steps = texts[0].split("-") if texts and texts[0] else []
    return tuple(int(step) if step.isdigit() and len(step) < 5 else 10**6 for step in steps)
