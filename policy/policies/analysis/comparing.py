"""Whether one version is stricter than another, looser, both or neither, with examples."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import z3
from django.utils.translation import gettext as _

from policy.language.conditions import Always, Condition, Leaf, map_leaves
from policy.language.facts import Fact, Kind, Vocabulary
from policy.language.logic import Formula
from policy.policies.analysis.findings import standing_of
from policy.policies.analysis.proving import Prover, conditions_at, requiring
from policy.policies.analysis.results import Comparison, Difference, GateComparison
from policy.policies.analysis.solving import Limits, Unsettled
from policy.policies.analysis.strictness import Marks, exceeds, marks_of, strictest
from policy.policies.choices import Direction, Gate
from policy.policies.deciding import CompiledPolicy
from policy.policies.deciding.compiling import CompiledRule
from policy.policies.deciding.standings import PERMITTED, REFUSED, SILENT, TOWARD, Standing
from policy.policies.wording.requirements import requirement_in_words


def compare(
    before: CompiledPolicy, after: CompiledPolicy, limits: Limits | None = None
) -> Comparison:
    """How `after` stands to `before`, at each gate and over all of them.

    A version is stricter where it refuses what the other permits or leaves to other policies, is
    silent where the other permits, or requires more of what neither refuses. Questions of the same
    name that take other answers in the two versions count as two questions.
    """
    earlier = _apart(before, after)
    prover = Prover([earlier, after], limits)
    gates = tuple(_at(gate, earlier, after, prover) for gate in Gate)
    return Comparison(_overall([each.direction for each in gates]), gates)


@dataclass(frozen=True)
class _Way:
    """One way in which `strict` can be stricter than `loose`: its formula, whether two standings
    bear it out, and what to say of it."""

    formula: Formula
    bears_out: Callable[[Standing, Standing], bool]
    words: Callable[[Standing, Standing], str]


def _at(
    gate: Gate, before: CompiledPolicy, after: CompiledPolicy, prover: Prover
) -> GateComparison:
    unsettled = False
    found: dict[Direction, Difference | None] = {}
    for direction, loose, strict in (
        (Direction.STRICTER, before, after),
        (Direction.LOOSER, after, before),
    ):
        try:
            found[direction] = _difference(gate, loose, strict, prover)
        except Unsettled:
            unsettled = True
    stricter, looser = (found.get(each) for each in (Direction.STRICTER, Direction.LOOSER))
    if unsettled:
        return GateComparison(gate, Direction.NOT_PROVED, stricter, looser)
    return GateComparison(gate, _direction(bool(stricter), bool(looser)), stricter, looser)


def _direction(stricter: bool, looser: bool) -> Direction:
    if stricter and looser:
        return Direction.BOTH
    if stricter or looser:
        return Direction.STRICTER if stricter else Direction.LOOSER
    return Direction.EQUAL


def _overall(gates: Sequence[Direction]) -> Direction:
    if Direction.NOT_PROVED in gates:
        return Direction.NOT_PROVED
    both = Direction.BOTH in gates
    return _direction(both or Direction.STRICTER in gates, both or Direction.LOOSER in gates)


def _difference(
    gate: Gate, loose: CompiledPolicy, strict: CompiledPolicy, prover: Prover
) -> Difference | None:
    """A request on which `strict` is stricter, the plainest that there is."""
    conditions = conditions_at([loose, strict], gate)
    for way in _ways(gate, loose, strict, prover):

        def bears_out(facts: Mapping[str, object], way: _Way = way) -> bool:
            return way.bears_out(standing_of(loose, gate, facts), standing_of(strict, gate, facts))

        facts = prover.find(way.formula, conditions, bears_out)
        if facts is not None:
            pair = standing_of(loose, gate, facts), standing_of(strict, gate, facts)
            example = prover.example(gate, facts, _telling(*pair), conditions)
            return Difference(way.words(*pair), example)
    return None


def _ways(
    gate: Gate, loose: CompiledPolicy, strict: CompiledPolicy, prover: Prover
) -> Iterator[_Way]:
    permits, refuses = prover.permits, prover.refuses
    asks_more = _asks_more(gate, loose, strict, prover)
    yield _Way(
        z3.And(permits(loose, gate), refuses(strict, gate)),
        lambda one, other: _is(one, PERMITTED) and _is(other, REFUSED),
        _judged,
    )
    yield _Way(
        z3.And(permits(loose, gate), prover.silent(strict, gate)),
        lambda one, other: _is(one, PERMITTED) and _is(other, SILENT),
        _judged,
    )
    yield _Way(
        z3.And(permits(loose, gate), permits(strict, gate), asks_more),
        lambda one, other: (
            _is(one, PERMITTED) and _is(other, PERMITTED) and _more_asked(one, other)
        ),
        _asked,
    )
    yield _Way(
        z3.And(z3.Not(refuses(loose, gate)), z3.Not(refuses(strict, gate)), asks_more),
        lambda one, other: (
            one.worst is not REFUSED and other.worst is not REFUSED and _more_asked(one, other)
        ),
        _asked,
    )
    yield _Way(
        z3.And(prover.silent(loose, gate), refuses(strict, gate)),
        lambda one, other: _is(one, SILENT) and _is(other, REFUSED),
        _judged,
    )


def _is(standing: Standing, answer: object) -> bool:
    return standing.best is answer and standing.worst is answer


def _asks_more(
    gate: Gate, loose: CompiledPolicy, strict: CompiledPolicy, prover: Prover
) -> Formula:
    """In some respect, a rule of `strict` that holds asks for more than any of `loose` does."""
    asking = requiring(strict, gate)
    return prover.logic.any_of(
        [
            z3.And(
                prover.holds(rule.condition),
                z3.Not(prover.any_holds(_asking_as_much(requiring(loose, gate), respect, much))),
            )
            for rule in asking
            for respect, much in strictest(rule.requirements).items()
        ]
    )


def _asking_as_much(
    rules: Sequence[CompiledRule], respect: tuple, much: float
) -> list[CompiledRule]:
    return [rule for rule in rules if _asks(strictest(rule.requirements), respect, much)]


def _asks(marks: Marks, respect: tuple, much: float) -> bool:
    return respect in marks and marks[respect] >= much


def _more_asked(one: Standing, other: Standing) -> bool:
    """Whether `other` asks for more, however the rules that are open turn out."""
    at_most = strictest(each for rule in (*one.held, *one.open) for each in rule.requirements)
    at_least = strictest(each for rule in other.held for each in rule.requirements)
    return exceeds(at_least, at_most)


def _telling(one: Standing, other: Standing) -> list[Condition]:
    """What refuses or requires first, then what permits."""
    held = [*other.held, *one.held]
    first = [rule for rule in held if not rule.bit & TOWARD]
    return [rule.condition for rule in (*first, *held)]


def _judged(one: Standing, other: Standing) -> str:
    words = {
        "loose": one.policy.version,
        "strict": other.policy.version,
        "does": _says(one),
        "other": _says(other),
    }
    return _("Version %(loose)d %(does)s; version %(strict)d %(other)s.") % words


def _says(standing: Standing) -> str:
    if standing.worst is PERMITTED:
        return _("permits it")
    if standing.best is REFUSED:
        return _("refuses it")
    return _("has no rule for it and leaves it to other policies")


def _asked(one: Standing, other: Standing) -> str:
    at_most = strictest(each for rule in one.held for each in rule.requirements)
    more = [
        requirement_in_words(requirement["kind"], requirement)
        for rule in other.held
        for requirement in rule.requirements
        if exceeds(marks_of(requirement), at_most)
    ]
    words = {"version": other.policy.version, "more": "; ".join(dict.fromkeys(more))}
    return _("Version %(version)d asks for more: %(more)s.") % words


def _apart(policy: CompiledPolicy, other: CompiledPolicy) -> CompiledPolicy:
    """The policy, with the facts renamed that are something else in the other's vocabulary."""
    names = {
        name: f"{name}_before"
        for name, fact in policy.vocabulary.items()
        if name in other.vocabulary and not _is_same(fact, other.vocabulary[name])
    }
    if not names:
        return policy
    vocabulary = Vocabulary(
        replace(fact, name=names.get(name, name)) for name, fact in policy.vocabulary.items()
    )
    rules = {
        gate: tuple(_renamed(rule, names) for rule in policy.rules[gate]) for gate in policy.rules
    }
    return replace(policy, vocabulary=vocabulary, rules=rules)


def _is_same(fact: Fact, other: Fact) -> bool:
    if fact.kind is not other.kind:
        return False
    return fact.kind is not Kind.ORDERED or list(fact.choices) == list(other.choices)


def _renamed(rule: CompiledRule, names: Mapping[str, str]) -> CompiledRule:
    def change(leaf: Leaf) -> Leaf:
        if isinstance(leaf, Always) or leaf.fact not in names:
            return leaf
        return replace(leaf, fact=names[leaf.fact])

    def holds(facts: Mapping[str, object]) -> bool | None:
        apart = {name: facts.get(new) for name, new in names.items()}
        return rule.holds({**facts, **apart})

    return replace(rule, condition=map_leaves(rule.condition, change), holds=holds)
