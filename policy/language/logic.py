"""Reading 3: a condition as z3 formulas, for proofs over every request that there could be."""

from collections.abc import Collection, Iterable

import z3

from policy.language.conditions import Always, Condition, Leaf, fold
from policy.language.evaluate import Facts
from policy.language.facts import Vocabulary
from policy.language.sorts import SORTS, Formula, Sort, Term

__all__ = ["Formula", "Logic"]


class Logic:
    """The facts of one vocabulary as the constants of one z3 context.

    A fact has a value, and a Boolean that says whether it is known; with `all_known` every fact
    is. Formulas of two instances cannot be mixed. An instance belongs to one thread at a time.
    """

    def __init__(self, vocabulary: Vocabulary, *, all_known: bool = False) -> None:
        self.context = z3.Context()
        self._vocabulary = vocabulary
        self._all_known = all_known
        self._sorts: dict[str, Sort] = {}

    def when_true(self, condition: Condition) -> Formula:
        """The formula that holds where the condition is true.

        KeyError where the vocabulary lacks one of the condition's facts.
        """
        return self._read(condition, holds=True)

    def when_false(self, condition: Condition) -> Formula:
        """The formula that holds where it is false; where it is unknown, neither does."""
        return self._read(condition, holds=False)

    def domain(self, names: Iterable[str]) -> Formula:
        """What is so of these facts whatever the request: each has a value that it can have."""
        return self.all_of([bound for name in names for bound in self._sort(name).bounds()])

    def all_of(self, formulas: Collection[Formula]) -> Formula:
        return z3.And([*formulas, z3.BoolVal(True, self.context)])

    def any_of(self, formulas: Collection[Formula]) -> Formula:
        return z3.Or([*formulas, z3.BoolVal(False, self.context)])

    def facts_of(self, model: z3.ModelRef, names: Iterable[str]) -> dict[str, object]:
        """The values of these facts in a model of the domain; without those that it leaves unknown.

        A text that no condition read here names stands for all such texts. A number that no float
        is becomes the nearest: ask `evaluate` again where that could matter.
        """
        known = [name for name in names if z3.is_true(_value(model, self._known(name)))]
        return {name: self._decoded(name, model) for name in known}

    def substituted(self, formula: Formula, facts: Facts, names: Iterable[str]) -> Formula:
        """The formula with the facts put in for these names; None is unknown, as a missing fact."""
        pairs = [pair for name in names for pair in self._pairs(name, facts.get(name))]
        return z3.simplify(z3.substitute(formula, *pairs))

    def _read(self, condition: Condition, *, holds: bool) -> Formula:
        return fold(condition, leaf=self._leaf, all_of=self.all_of, any_of=self.any_of, holds=holds)

    def _leaf(self, leaf: Leaf, holds: bool) -> Formula:
        if isinstance(leaf, Always):
            return z3.BoolVal(leaf.value is holds, self.context)
        test = self._sort(leaf.fact).test(leaf)
        return z3.And(self._known(leaf.fact), test if holds else z3.Not(test))

    def _known(self, name: str) -> Formula:
        if self._all_known:
            return z3.BoolVal(True, self.context)
        return z3.Bool(f"{name} is known", self.context)

    def _sort(self, name: str) -> Sort:
        if name not in self._sorts:
            fact = self._vocabulary[name]
            self._sorts[name] = SORTS[fact.kind](fact, self.context)
        return self._sorts[name]

    def _decoded(self, name: str, model: z3.ModelRef) -> object:
        sort = self._sort(name)
        return sort.decode([_value(model, term) for term in sort.terms])

    def _pairs(self, name: str, value: object) -> list[tuple[Term, Term]]:
        sort = self._sort(name)
        known = [(self._known(name), z3.BoolVal(value is not None, self.context))]
        if value is None:
            return known
        return [*known, *zip(sort.terms, sort.encode(value), strict=True)]


def _value(model: z3.ModelRef, term: Term) -> Term:
    return model.eval(term, model_completion=True)
