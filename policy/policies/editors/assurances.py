"""The editor of an assurance."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.policies.editors.base import Editor, EntryForm
from policy.policies.editors.fields import field_of, gates_field, suggested
from policy.policies.packs import AssuranceText
from policy.policies.packs.tables import ASSURANCE

NEVER, ALWAYS = "never", "always"
SORTS = {
    NEVER: _("Something is never permitted"),
    ALWAYS: _("Every permit carries a requirement"),
}


class AssuranceForm(EntryForm):
    text = field_of(
        ASSURANCE["text"],
        _("What is guaranteed"),
        hint=_("In words: “No search on a commercial service is ever run.”"),
    )
    gates = gates_field()
    sort = forms.ChoiceField(
        label=_("How it is checked"), choices=[*SORTS.items()], widget=forms.RadioSelect
    )
    always_requires = field_of(
        ASSURANCE["always_requires"], _("What every permit at these gates has to require")
    )
    identifier = field_of(ASSURANCE["id"], _("Name of the assurance"))


class AssuranceEditor(Editor):
    template = "policies/editors/assurance.html"
    table = "assurance"
    held_in = "assurances"
    titles: ClassVar = (_("New assurance"), _("Assurance"))

    def make_form(self) -> AssuranceForm:
        return AssuranceForm(self.data, initial=self._initial())

    def make_parts(self) -> None:
        self.condition = self.condition_called("never", self.entry.never)

    @property
    def is_never(self) -> bool:
        return self.typed("sort") != ALWAYS

    def values(self) -> dict[str, Any]:
        kept = {name: self.form.cleaned_data[name] for name in ("text", "gates", "identifier")}
        return {**kept, "never": self._never(), "always_requires": self._kind()}

    def text(self) -> AssuranceText:
        name, text = self.typed("identifier"), self.typed("text")
        return AssuranceText(name, text, tuple(self.gates), self._never(), self._kind())

    def _never(self) -> str:
        return self.condition.source if self.condition and self.is_never else ""

    def _kind(self) -> str:
        return "" if self.is_never else self.typed("always_requires")

    def _initial(self) -> dict[str, Any]:
        stored = self.entry
        if self.is_new:
            names = [assurance.id for assurance in self.pack.assurances]
            return {"sort": NEVER, "identifier": suggested("assurance", names)}
        fields = ("text", "gates", "always_requires", "identifier")
        sort = ALWAYS if stored.always_requires else NEVER
        return {"sort": sort, **{name: getattr(stored, name) for name in fields}}
