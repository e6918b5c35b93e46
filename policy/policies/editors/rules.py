"""The editor of a rule: the rule builder."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import WAIVABLE, Effect
from policy.policies.editors.base import Editor, EntryForm
from policy.policies.editors.fields import field_of, gates_field, grade_field, suggested
from policy.policies.editors.requirements import (
    RequirementForm,
    added,
    forms_from,
    forms_of,
    kinds,
)
from policy.policies.packs import RequirementText, RuleText
from policy.policies.packs.tables import RULE

EFFECTS: dict[str, str | Promise] = {
    Effect.FORBID: _("Forbids: nobody may, and nothing overrides it."),
    Effect.EXCEPT: _("Excepts: one may, even where a rule refuses it."),
    Effect.REFUSE: _("Refuses: nobody may, unless a rule excepts it."),
    Effect.ALLOW: _("Allows: one may, unless a rule refuses it."),
    Effect.REQUIRE: _("Requires: one may only with what is asked for below."),
}


class RuleForm(EntryForm):
    clause = forms.ChoiceField(label=_("Clause that it puts into force"))
    gates = gates_field()
    effect = forms.ChoiceField(
        label=_("What it does"), choices=[*EFFECTS.items()], widget=forms.RadioSelect
    )
    identifier = field_of(
        RULE["id"],
        _("Name of the rule"),
        hint=_("Suggested by clause and effect. Decisions and reports show it."),
    )
    waivable_by = grade_field(
        _("May be waived for one case by"),
        hint=_("The lowest rank that may make an exception for one case; none if nobody may."),
    )

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]


class RuleEditor(Editor):
    template = "policies/editors/rule.html"
    table = "rule"
    held_in = "rules"
    titles: ClassVar = (_("New rule"), _("Rule"))
    form: RuleForm

    def make_form(self) -> RuleForm:
        clauses = [(clause.id, f"{clause.id}  {clause.heading}") for clause in self.pack.clauses]
        data = self._with_suggestion() if self.data is not None else None
        return RuleForm(data, initial=self._initial(), clauses=clauses)

    def make_parts(self) -> None:
        self.condition = self.condition_called("when", self.entry.when)
        if self.data is None:
            self.demands = forms_of(self._stored().requirements if not self.is_new else ())
        else:
            self.demands = forms_from(self.data)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return kinds()

    @property
    def kind_to_add(self) -> str:
        """The kind that is chosen to be added next."""
        return self.data.get("requirement-new", "") if self.data is not None else ""

    @property
    def requires(self) -> bool:
        return self.typed("effect") == Effect.REQUIRE

    @property
    def may_be_waived(self) -> bool:
        return self.typed("effect") in WAIVABLE

    @property
    def suggestion(self) -> str:
        stem = f"{self.typed('clause')}-{self.typed('effect')}"
        return suggested(stem, self._names())

    def press(self, what: str, *more: str) -> None:
        if what != "requirement" or self.data is None:
            return
        if more == ("add",):
            self.demands = added(self.demands, self.data.get("requirement-new", ""))
            self.focus = f"requirement-{self.demands[-1].place}" if self.demands else ""
        elif more[:1] == ("remove",):
            self.demands = [form for form in self.demands if str(form.place) not in more[1:]]
            self.focus = "id_requirement-new"

    def is_valid(self) -> bool:
        demands = [form.is_valid() for form in self._demanded()]
        return super().is_valid() and all(demands)

    def values(self) -> dict[str, Any]:
        kept = {name: self.form.cleaned_data[name] for name in ("identifier", "gates", "effect")}
        clause = self.entry.version.clauses.get(identifier=self.form.cleaned_data["clause"])
        return {
            **kept,
            "clause": clause,
            "when": self.condition.source if self.condition else "",
            "waivable_by": self.form.cleaned_data["waivable_by"] if self.may_be_waived else "",
        }

    def requirements(self) -> list[RequirementText]:
        return [form.text() for form in self._demanded()]

    def text(self) -> RuleText:
        return RuleText(
            id=self.typed("identifier"),
            clause=self.typed("clause"),
            gates=tuple(self.gates),
            effect=self.typed("effect"),
            when=self.condition.source if self.condition else "",
            requirements=self._typed_requirements(),
            waivable_by=self.typed("waivable_by") if self.may_be_waived else "",
        )

    def _demanded(self) -> list[RequirementForm]:
        return [form for form in self.demands if form.is_bound] if self.requires else []

    def _typed_requirements(self) -> tuple[RequirementText, ...]:
        if self.data is None:
            return () if self.is_new else self._stored().requirements
        return tuple(form.text() for form in self.demands) if self.requires else ()

    def _stored(self) -> RuleText:
        return next(rule for rule in self.pack.rules if rule.id == self.entry.identifier)

    def _names(self) -> list[str]:
        return [rule.id for rule in self.pack.rules if rule.id != self.entry.identifier]

    def _initial(self) -> dict[str, Any]:
        rule = self.entry
        if not self.is_new:
            same = {name: getattr(rule, name) for name in ("gates", "effect", "waivable_by")}
            return {**same, "identifier": rule.identifier, "clause": rule.clause.identifier}
        clauses = [clause.id for clause in self.pack.clauses]
        asked = str(self.start.get("clause", ""))
        clause = asked if asked in clauses else next(iter(clauses), "")
        name = suggested(f"{clause}-{Effect.REFUSE}", self._names())
        return {"clause": clause, "effect": Effect.REFUSE, "identifier": name}

    def _with_suggestion(self) -> Any:
        """What came back; a name that was suggested follows the clause and the effect."""
        data = self.data.copy() if self.data is not None else {}
        name = data.get("identifier", "").strip()
        if self.is_new and name in ("", data.get("suggested", "")):
            stem = f"{data.get('clause', '')}-{data.get('effect', '')}"
            data["identifier"] = suggested(stem, self._names())
        return data
