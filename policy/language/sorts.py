"""How the values of each kind of fact stand as z3 terms, and how they are read back."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import z3

from policy.language.conditions import Among, Compare, Contains, FactLeaf, Value, Within
from policy.language.facts import Fact
from policy.language.kinds import LARGEST_NUMBER, Kind

# z3 comes without types: a term is a constant or a value of any sort, a formula a Boolean term.
Term = Any
Formula = Any

# Stands for every text that no condition names.
ANY_OTHER = "(any other)"

_OPERATORS = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


class Sort(ABC):
    """One fact as z3 constants; `terms` are all of them, in a fixed order."""

    terms: list[Term]

    def __init__(self, fact: Fact, context: z3.Context) -> None:
        self.fact = fact
        self.context = context

    def bounds(self) -> list[Formula]:
        """What keeps the constants to values that the fact can have."""
        return []

    @abstractmethod
    def encode(self, value: Any) -> list[Term]:
        """The values of the terms for a value that fits the fact."""

    @abstractmethod
    def decode(self, values: list[Term]) -> object:
        """The value of the fact, from those of its terms."""

    @abstractmethod
    def test(self, leaf: FactLeaf) -> Formula:
        """What a leaf asks of the fact, where it is known."""


class YesNoSort(Sort):
    def __init__(self, fact: Fact, context: z3.Context) -> None:
        super().__init__(fact, context)
        self.terms = [z3.Bool(fact.name, context)]

    def encode(self, value: Any) -> list[Term]:
        return [z3.BoolVal(value, self.context)]

    def decode(self, values: list[Term]) -> object:
        return z3.is_true(values[0])

    def test(self, leaf: FactLeaf) -> Formula:
        [term] = self.terms
        if isinstance(leaf, Compare):
            wanted = leaf.value is (leaf.operator == "==")
            return term if wanted else z3.Not(term)
        return term


class SetSort(Sort):
    """One Boolean for each choice: whether the set has it."""

    def __init__(self, fact: Fact, context: z3.Context) -> None:
        super().__init__(fact, context)
        self._of_choice = {c: z3.Bool(f"{fact.name}: {c}", context) for c in fact.choices}
        self.terms = list(self._of_choice.values())

    def encode(self, value: Any) -> list[Term]:
        return [z3.BoolVal(choice in value, self.context) for choice in self._of_choice]

    def decode(self, values: list[Term]) -> object:
        pairs = zip(self._of_choice, values, strict=True)
        return [choice for choice, has in pairs if z3.is_true(has)]

    def test(self, leaf: FactLeaf) -> Formula:
        match leaf:
            case Contains(_, value):
                return self._of_choice[str(value)]
            case Within(_, values):
                others = [term for choice, term in self._of_choice.items() if choice not in values]
                return z3.Not(z3.Or([*others, z3.BoolVal(False, self.context)]))
        raise TypeError(leaf)


class ScalarSort(Sort):
    """A kind of which each value is one term."""

    def __init__(self, fact: Fact, context: z3.Context) -> None:
        super().__init__(fact, context)
        self.terms = [self.constant()]

    @abstractmethod
    def constant(self) -> Term:
        """The term that stands for the fact."""

    def test(self, leaf: FactLeaf) -> Formula:
        [term] = self.terms
        match leaf:
            case Compare(_, operator, value):
                return _OPERATORS[operator](term, self._encoded(value))
            case Among(_, values):
                return z3.Or([term == self._encoded(value) for value in values])
        raise TypeError(leaf)

    def _encoded(self, value: Value) -> Term:
        [encoded] = self.encode(value)
        return encoded

    def between(self, low: int, high: int) -> list[Formula]:
        [term] = self.terms
        return [term >= low, term <= high]


class WholeSort(ScalarSort):
    """A kind of which each value is a whole number."""

    def constant(self) -> Term:
        return z3.Int(self.fact.name, self.context)

    @abstractmethod
    def number(self, value: Any) -> int:
        """The number that stands for a value."""

    def encode(self, value: Any) -> list[Term]:
        return [z3.IntVal(self.number(value), self.context)]


class ChoiceSort(WholeSort):
    """A choice is its place in the list, which for an ordered choice is its order."""

    def __init__(self, fact: Fact, context: z3.Context) -> None:
        super().__init__(fact, context)
        self._codes = list(fact.choices)

    def bounds(self) -> list[Formula]:
        return self.between(0, len(self._codes) - 1)

    def number(self, value: Any) -> int:
        return self._codes.index(value)

    def decode(self, values: list[Term]) -> object:
        return self._codes[values[0].as_long()]


class DateSort(WholeSort):
    """A date is the number of its day."""

    def bounds(self) -> list[Formula]:
        return self.between(date.min.toordinal(), date.max.toordinal())

    def number(self, value: Any) -> int:
        return date.fromisoformat(value).toordinal()

    def decode(self, values: list[Term]) -> object:
        return date.fromordinal(values[0].as_long()).isoformat()


class TextSort(WholeSort):
    """Texts are only ever compared for equality: each that a condition names gets a number as it
    comes, and every other number stands for some other text."""

    def __init__(self, fact: Fact, context: z3.Context) -> None:
        super().__init__(fact, context)
        self._numbers: dict[str, int] = {}

    def number(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def decode(self, values: list[Term]) -> object:
        found = values[0].as_long()
        for text, number in self._numbers.items():
            if number == found:
                return text
        return another_than(self._numbers)


class NumberSort(ScalarSort):
    """A number is exact: that of the float, not that of its decimals."""

    def constant(self) -> Term:
        return z3.Real(self.fact.name, self.context)

    def bounds(self) -> list[Formula]:
        return self.between(-LARGEST_NUMBER, LARGEST_NUMBER)

    def encode(self, value: Any) -> list[Term]:
        exact = Fraction(value)
        return [z3.RatVal(exact.numerator, exact.denominator, self.context)]

    def decode(self, values: list[Term]) -> object:
        exact = values[0].as_fraction()
        return int(exact) if exact.denominator == 1 else float(exact)


SORTS: dict[Kind, type[Sort]] = {
    Kind.YES_NO: YesNoSort,
    Kind.CHOICE: ChoiceSort,
    Kind.ORDERED: ChoiceSort,
    Kind.SET: SetSort,
    Kind.NUMBER: NumberSort,
    Kind.DAYS: NumberSort,
    Kind.DATE: DateSort,
    Kind.TEXT: TextSort,
}


def another_than(texts: Iterable[str]) -> str:
    """A text that is none of these."""
    other = ANY_OTHER
    while other in texts:
        other += "…"
    return other
