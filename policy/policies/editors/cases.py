"""The editor of a case: an example request, what is expected of it, and what comes of it now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.language.facts import Fact, Vocabulary
from policy.language.kinds import Kind
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import CaseResult, run_cases
from policy.policies.editors.base import Editor, EntryForm
from policy.policies.editors.fields import field_of, pairs, suggested
from policy.policies.editors.rows import Option, OptionGroup, Words, fact_options
from policy.policies.packs import CaseText, PackError, read_pack, write_pack
from policy.policies.packs.tables import CASE
from policy.policies.sketches.values import meant, typed

MOST = 80

_ROW = re.compile(r"fact-([0-9]{1,3})-name")


@dataclass(frozen=True)
class FactRow:
    """A fact of the example with its values as they are typed."""

    name: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class FactShown:
    name: str
    place: int
    number: int
    facts: list[OptionGroup]
    control: str
    choices: list[Option]
    value: str
    hint: Words
    fault: str


class CaseForm(EntryForm):
    text = field_of(
        CASE["text"],
        gettext_lazy("What happens in the example"),
        hint=gettext_lazy("For example: a detective asks for a search on a commercial service."),
    )
    gate = field_of(CASE["gate"], gettext_lazy("At which gate"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("What this policy alone has to say"),
        choices=pairs(Outcome),
        widget=forms.RadioSelect,
    )
    clauses = forms.MultipleChoiceField(
        label=gettext_lazy("By which clauses"),
        help_text=gettext_lazy("Those that have to be among the reasons; none where it is open."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    source = field_of(CASE["source"], gettext_lazy("Where the example comes from"))
    identifier = field_of(CASE["id"], gettext_lazy("Name of the case"))

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clauses"].choices = clauses  # type: ignore[attr-defined]


class CaseEditor(Editor):
    template = "policies/editors/case.html"
    table = "case"
    held_in = "cases"
    titles: ClassVar = (gettext_lazy("New case"), gettext_lazy("Case"))

    def make_form(self) -> CaseForm:
        clauses = [(clause.id, f"{clause.id}  {clause.heading}") for clause in self.pack.clauses]
        known = {clause for clause, _words in clauses}
        gone = [(clause, clause) for clause in self.entry.clauses if clause not in known]
        return CaseForm(self.data, initial=self._initial(), clauses=[*clauses, *gone])

    def make_parts(self) -> None:
        if self.data is None:
            self.rows = rows_of(self.entry.facts)
        else:
            self.rows = rows_from(self.data)

    @property
    def gates(self) -> Sequence[str]:
        return [self.typed("gate")] if self.typed("gate") in Gate.values else []

    @property
    def facts(self) -> list[FactShown]:
        return [_shown(row, place, self) for place, row in enumerate(self.rows)]

    @property
    def result(self) -> CaseResult | None:
        """What comes of the example now; None while the draft has errors."""
        pack, place = self.candidate()
        try:
            return run_cases(read_pack(write_pack(pack)))[place]
        except PackError:
            return None

    def press(self, what: str, *more: str) -> None:
        if what != "fact":
            return
        if more == ("add",) and len(self.rows) < MOST:
            self.rows = [*self.rows, FactRow()]
            self.focus = f"id_fact-{len(self.rows) - 1}-name"
        elif more[:1] == ("remove",):
            self.rows = [row for i, row in enumerate(self.rows) if str(i) not in more[1:]]
            self.focus = "id_fact-add"

    def is_valid(self) -> bool:
        names = [row.name for row in self.rows if row.name]
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice:
            label = self.vocabulary[twice].label if twice in self.vocabulary else twice
            self.form.add_error(None, _("“%s” is there twice.") % label)
        return super().is_valid() and not twice

    def values(self) -> dict[str, Any]:
        return {**self.form.cleaned_data, "facts": self._facts()}

    def text(self) -> CaseText:
        return CaseText(
            id=self.typed("identifier"),
            text=self.typed("text"),
            gate=self.typed("gate"),
            facts=self._facts(),
            outcome=self.typed("outcome"),
            clauses=tuple(self.form["clauses"].value() or ()),
            source=self.typed("source"),
        )

    def _facts(self) -> dict[str, object]:
        found = {row.name: value_of(row, self.vocabulary) for row in self.rows if row.name}
        return {name: value for name, value in found.items() if value is not None}

    def _initial(self) -> dict[str, Any]:
        if self.is_new:
            names = [case.id for case in self.pack.cases]
            gate, outcome = Gate.SUBMIT.value, Outcome.REFUSED.value
            return {"gate": gate, "outcome": outcome, "identifier": suggested("case", names)}
        fields = ("text", "gate", "outcome", "clauses", "source", "identifier")
        return {name: getattr(self.entry, name) for name in fields}


def rows_of(facts: Mapping[str, Any]) -> list[FactRow]:
    return [FactRow(name, _typed(value)) for name, value in facts.items()]


def _typed(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(map(str, value))
    return (typed(value),) if isinstance(value, bool | int | float | str) else (str(value),)


def rows_from(data: QueryDict) -> list[FactRow]:
    """The facts as they came back, in the order of the page."""
    places = sorted(int(match[1]) for name in data if (match := _ROW.fullmatch(name)))[:MOST]
    return [
        FactRow(
            data.get(f"fact-{place}-name", ""),
            tuple(value for value in data.getlist(f"fact-{place}-value") if value.strip()),
        )
        for place in places
    ]


def value_of(row: FactRow, vocabulary: Vocabulary) -> object:
    """The value that was typed; as it is typed where it cannot be one, and None where it is
    blank: a set of nothing is known, anything else is not."""
    fact = vocabulary.get(row.name)
    if fact is not None and fact.kind is Kind.SET:
        return list(row.values)
    if not row.values:
        return None
    text = row.values[0]
    if fact is None:
        return text
    if fact.kind is Kind.YES_NO:
        return {"true": True, "false": False}.get(text, text)
    value = meant(text, fact.kind)
    return text if value is None else value


def _shown(row: FactRow, place: int, editor: CaseEditor) -> FactShown:
    fact = editor.vocabulary.get(row.name)
    return FactShown(
        name=f"fact-{place}",
        place=place,
        number=place + 1,
        facts=fact_options(editor.vocabulary, row.name, editor.gates, constants=False),
        control=_control(fact) if fact else "none",
        choices=_options(fact, row.values) if fact else [],
        value=row.values[0] if row.values else "",
        hint=_("In days.") if fact and fact.kind is Kind.DAYS else "",
        fault=_fault(row, fact),
    )


def _control(fact: Fact) -> str:
    if fact.kind is Kind.SET:
        return "choices"
    if fact.choices or fact.kind is Kind.YES_NO:
        return "choice"
    return {Kind.DATE: "date", Kind.TEXT: "text"}.get(fact.kind, "number")


def _options(fact: Fact, chosen: Sequence[str]) -> list[Option]:
    words: Mapping[str, Words] = fact.choices
    if fact.kind is Kind.YES_NO:
        words = {"true": fact.yes or _("Yes"), "false": fact.no or _("No")}
    return [Option(code, said, code in chosen) for code, said in words.items()]


def _fault(row: FactRow, fact: Fact | None) -> str:
    if fact is None:
        return _("There is no such fact.") if row.name else ""
    value = value_of(row, {fact.name: fact})  # type: ignore[arg-type]
    if value is None:
        return _("Give a value; a fact without one is not known.")
    return "" if fact.fits(value) else fact.why_unfit(value)
