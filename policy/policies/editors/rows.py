"""The rows and groups of a condition as a page shows them: every choice with its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.language.facts import Fact, Vocabulary
from policy.language.kinds import Kind
from policy.policies.choices import Gate
from policy.policies.sketches import Fault, Group, Node, Path, Row
from policy.policies.sketches import operators as op
from policy.policies.sketches.fields import name_of
from policy.policies.sketches.sketch import ALL, ANY, DEEPEST, NONE, NOT_ALL

Words = str | Promise

# The groups of facts, by the first part of their names.
GROUPS: Mapping[str, Words] = {
    "answer": gettext_lazy("This policy's own questions"),
    "system": gettext_lazy("The system"),
    "request": gettext_lazy("The request"),
    "image": gettext_lazy("The image"),
    "requester": gettext_lazy("The requester"),
    "approver": gettext_lazy("The approver"),
    "approval": gettext_lazy("The approval"),
    "operator": gettext_lazy("The operator"),
    "result": gettext_lazy("The result"),
    "review": gettext_lazy("The review"),
    "lead": gettext_lazy("The lead"),
    "act": gettext_lazy("What is done on the lead"),
    "evidence": gettext_lazy("The evidence"),
    "record": gettext_lazy("The record"),
    "unit": gettext_lazy("The unit"),
}
_JOINTS: Mapping[str, Words] = {
    ALL: gettext_lazy("all of these hold"),
    ANY: gettext_lazy("any of these holds"),
    NOT_ALL: gettext_lazy("not all of these hold"),
    NONE: gettext_lazy("none of these holds"),
}
_GATES = list(Gate.values)


@dataclass(frozen=True)
class Option:
    value: str
    words: Words
    chosen: bool


@dataclass(frozen=True)
class OptionGroup:
    words: Words
    options: list[Option]


@dataclass(frozen=True)
class RowShown:
    """`control` is how its values are given: `none`, `choice`, `choices`, or the type of an input,
    of which there is one for each of `values`."""

    name: str
    place: str
    number: str
    facts: list[OptionGroup]
    operators: list[Option]
    control: str
    choices: list[Option]
    values: list[str]
    kind: str = ""
    hint: Words = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    is_group = False


@dataclass(frozen=True)
class GroupShown:
    name: str
    place: str
    number: str
    joints: list[Option]
    parts: "list[RowShown | GroupShown]"
    may_nest: bool
    faults: Mapping[str, str] = field(default_factory=dict)

    is_group = True


@dataclass(frozen=True)
class Showing:
    """What is needed to show a sketch: names, facts, what is wrong, and the first gate."""

    prefix: str
    vocabulary: Vocabulary
    faults: Sequence[Fault]
    gates: Sequence[str]

    def group(self, node: Group, path: Path = ()) -> GroupShown:
        return GroupShown(
            name=name_of(self.prefix, path),
            place=_place(path),
            number=_number(path),
            joints=_options(_JOINTS.items(), node.joint),
            parts=[self._node(part, (*path, i)) for i, part in enumerate(node.parts)],
            may_nest=len(path) + 1 < DEEPEST,
            faults=self._faults(path),
        )

    def _node(self, node: Node, path: Path) -> RowShown | GroupShown:
        return self.group(node, path) if isinstance(node, Group) else self._row(node, path)

    def _row(self, row: Row, path: Path) -> RowShown:
        fact = self.vocabulary.get(row.fact)
        control = control_of(fact, row.operator) if fact else "none"
        return RowShown(
            name=name_of(self.prefix, path),
            place=_place(path),
            number=_number(path),
            facts=fact_options(self.vocabulary, row.fact, self.gates),
            operators=_operators(fact, row.operator) if fact else [],
            control=control,
            choices=_choices(fact, row.values) if fact else [],
            values=_inputs(row, control),
            kind=fact.kind.value if fact else "",
            hint=_hint(fact, row, self.gates),
            faults=self._faults(path),
        )

    def _faults(self, path: Path) -> dict[str, str]:
        found: dict[str, str] = {}
        for fault in self.faults:
            if fault.path == path:
                before = found.get(fault.field)
                found[fault.field] = f"{before} {fault.message}" if before else fault.message
        return found


def control_of(fact: Fact, operator: str) -> str:
    if operator in op.WITHOUT_VALUE:
        return "none"
    if fact.choices:
        return "choices" if operator in op.WITH_MANY else "choice"
    return {Kind.DATE: "date", Kind.TEXT: "text"}.get(fact.kind, "number")


def fact_options(
    vocabulary: Vocabulary, chosen: str, gates: Sequence[str] = (), *, constants: bool = True
) -> list[OptionGroup]:
    """Every fact that is known at the first of the gates, by group; and the chosen one."""
    facts = [fact for fact in vocabulary.values() if fact.name == chosen or known_at(fact, gates)]
    names = list(GROUPS)
    facts.sort(key=lambda fact: _group_place(fact, names))
    groups = [
        OptionGroup(
            GROUPS.get(group, group),
            [Option(fact.name, capfirst(fact.label), fact.name == chosen) for fact in members],
        )
        for group, members in groupby(facts, key=lambda fact: fact.name.partition(".")[0])
    ]
    return [*([_constants(chosen)] if constants else []), *groups]


def known_at(fact: Fact, gates: Sequence[str]) -> bool:
    """Whether the fact is known at every one of the gates."""
    first = min((_GATES.index(gate) for gate in gates if gate in _GATES), default=len(_GATES))
    return _GATES.index(fact.known_from) <= first


def _group_place(fact: Fact, names: list[str]) -> tuple[int, str]:
    group = fact.name.partition(".")[0]
    return (names.index(group) if group in names else len(names)), group


def _constants(chosen: str) -> OptionGroup:
    options = [
        Option("true", _("In every case"), chosen == "true"),
        Option("false", _("In no case"), chosen == "false"),
    ]
    return OptionGroup(_("Without a condition"), options)


def _operators(fact: Fact, chosen: str) -> list[Option]:
    offered = dict(op.OPERATORS[fact.kind])
    if fact.kind is Kind.YES_NO and fact.yes and fact.no:
        offered = {op.YES: capfirst(fact.yes), op.NO: capfirst(fact.no)}
    if chosen in op.RARE:
        offered[chosen] = op.RARE[chosen]
    return _options(offered.items(), chosen)


def _choices(fact: Fact, chosen: Iterable[str]) -> list[Option]:
    values = set(chosen)
    return [Option(code, capfirst(words), code in values) for code, words in fact.choices.items()]


def _inputs(row: Row, control: str) -> list[str]:
    """The values that inputs hold, with a blank one where another can be added."""
    if control in ("none", "choice", "choices"):
        return []
    if row.operator in op.WITH_MANY:
        return [*row.values, ""]
    return [row.values[0] if row.values else ""]


def _hint(fact: Fact | None, row: Row, gates: Sequence[str]) -> Words:
    if fact is None:
        return ""
    if not known_at(fact, gates):
        words = {"gate": Gate(fact.known_from).label}
        return _("This is known only from the gate “%(gate)s” on: choose later gates.") % words
    if fact.kind is Kind.ORDERED:
        return _("From the lowest to the highest.")
    return _("In days.") if fact.kind is Kind.DAYS else ""


def _options(words: Iterable[tuple[str, Words]], chosen: str) -> list[Option]:
    return [Option(value, said, value == chosen) for value, said in words]


def _place(path: Path) -> str:
    return "-".join(map(str, path))


def _number(path: Path) -> str:
    """The place as people count: 1, 2.1."""
    return ".".join(str(step + 1) for step in path)
