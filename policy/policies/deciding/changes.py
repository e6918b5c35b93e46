"""The smallest changes of facts that would permit a request."""

from collections.abc import Callable, Iterator, Sequence

from policy.language.evaluate import Facts
from policy.language.facts import Fact, Vocabulary
from policy.policies.choices import Outcome
from policy.policies.deciding.candidates import candidates
from policy.policies.deciding.compiling import CompiledPolicy
from policy.policies.deciding.deciding import answers_of, weigh

MOST_FACTS = 3
MOST_CHANGES = 10

Changes = dict[str, object]


def as_it_is(fact: Fact) -> Fact:
    return fact


def smallest_changes(
    policies: Sequence[CompiledPolicy],
    *,
    gate: str,
    facts: Facts,
    narrowed: Callable[[Fact], Fact] = as_it_is,
) -> list[Changes]:
    """Return up to ten sets of changes, of at most three facts each, that would permit.

    Each maps the names of facts to their new values, and none contains another. Those of the
    fewest facts come first, then those of the fewest groups (`system`, `request` …), then in the
    order of the vocabulary. Empty where the request is permitted, or nothing so small permits.
    `narrowed` leaves of a fact's choices those that it may change to.
    """
    search = _Search(tuple(policies), gate, facts, narrowed)
    return sorted(search.run(), key=search.place)[:MOST_CHANGES]


class _Search:
    """Breadth first, so that smaller sets are found before the sets that contain them.

    Each step changes a fact that stands in the way of the facts reached so far; every permitting
    set has to change one of these, so that none is missed.
    """

    def __init__(
        self,
        policies: tuple[CompiledPolicy, ...],
        gate: str,
        facts: Facts,
        narrowed: Callable[[Fact], Fact],
    ) -> None:
        self._policies = policies
        self._gate = gate
        self._facts = facts
        self._narrowed = narrowed
        self._candidates: dict[str, list[object]] = {}
        names = (name for policy in policies for name in policy.vocabulary)
        self._order = {name: place for place, name in enumerate(dict.fromkeys(names))}

    def run(self) -> list[Changes]:
        found: list[Changes] = []
        reached: list[Changes] = [{}]
        for _ in range(MOST_FACTS):
            reached = self._next(reached, found)
            found += [changes for changes in reached if self._permits(changes)]
            if len(found) >= MOST_CHANGES:
                break
        return found

    def place(self, changes: Changes) -> tuple:
        """Where a set of changes belongs in the answer."""
        groups = {name.partition(".")[0] for name in changes}
        steps = [
            (self._order[name], self._values(name).index(value)) for name, value in changes.items()
        ]
        return len(changes), len(groups), sorted(steps)

    def _next(self, reached: list[Changes], found: list[Changes]) -> list[Changes]:
        """Every set with one more change, each once, without those that contain a found one."""
        known = {_key(changes) for changes in found}
        grown = {
            _key(more): more
            for changes in reached
            if _key(changes) not in known
            for more in self._grown(changes)
        }
        return [more for key, more in grown.items() if not any(small <= key for small in known)]

    def _grown(self, changes: Changes) -> Iterator[Changes]:
        weighed = weigh(self._policies, self._gate, self._answers(changes))
        for name in sorted(weighed.levers - changes.keys(), key=self._order.__getitem__):
            for value in self._values(name):
                yield changes | {name: value}

    def _permits(self, changes: Changes) -> bool:
        weighed = weigh(self._policies, self._gate, self._answers(changes))
        return weighed.verdict.outcome is Outcome.PERMITTED

    def _answers(self, changes: Changes) -> tuple:
        return answers_of(self._policies, self._gate, {**self._facts, **changes})

    def _values(self, name: str) -> list[object]:
        if name not in self._candidates:
            conditions = [
                rule.condition for policy in self._policies for rule in policy.rules[self._gate]
            ]
            self._candidates[name] = candidates(
                self._narrowed(self._vocabulary(name)[name]),
                self._facts.get(name),
                conditions,
                self._vocabulary(name),
            )
        return self._candidates[name]

    def _vocabulary(self, name: str) -> Vocabulary:
        return next(each.vocabulary for each in self._policies if name in each.vocabulary)


def _key(changes: Changes) -> frozenset[tuple[str, str]]:
    return frozenset((name, repr(value)) for name, value in changes.items())
