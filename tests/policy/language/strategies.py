"""Random conditions over a vocabulary, and random facts to try them on."""

from hypothesis import strategies as st

from policy.language import conditions as tree
from policy.language.check import OPERATORS
from policy.language.conditions import Condition
from policy.language.facts import Fact, Kind, Vocabulary

TEXTS = (
    "",
    "LACRIS",
    "Vigilant",
    'it\'s "quoted"',
    "back\\slash",
    "line\nbreak",
    "naïve 😀",
    "\x7f",
)
PLAIN_TEXTS = ("", "LACRIS", "Vigilant")
NUMBERS = (-1.5, -1, 0, 0.1, 0.3, 1, 2, 2.0, 2.5, 1e-7, 123456.789, 10**15, -(10**15))
DAYS = (-1, 0, 1, 1.5, 30, 365)
DATES = ("0001-01-01", "2019-12-31", "2020-02-29", "2020-11-13", "2021-01-12", "9999-12-31")


def facts(vocabulary: Vocabulary) -> st.SearchStrategy[dict[str, object]]:
    """Facts of which any may be missing, or None, or one of a few values that conditions name."""
    known = {name: st.none() | _run_time_values(fact) for name, fact in vocabulary.items()}
    return st.fixed_dictionaries({}, optional=known)


def conditions(
    vocabulary: Vocabulary, texts: tuple[str, ...] = TEXTS
) -> st.SearchStrategy[Condition]:
    """Trees of up to about a dozen leaves, of every shape that `parse` can return."""
    return st.recursive(_leaves(vocabulary, texts), _groups, max_leaves=12)


def _groups(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(several.map(tree.AllOf), several.map(tree.AnyOf), parts.map(tree.Not))


def _leaves(vocabulary: Vocabulary, texts: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    constants = st.booleans().map(tree.Always)
    return st.one_of(*(_leaf(fact, texts) for fact in vocabulary.values()), constants)


def _leaf(fact: Fact, texts: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    name, values = st.just(fact.name), _values(fact, texts)
    several = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    if fact.kind is Kind.SET:
        return st.builds(tree.Contains, name, values) | st.builds(tree.Within, name, several)
    operators = [operator for operator in OPERATORS[fact.kind] if operator != "in"]
    leaves = st.builds(tree.Compare, name, st.sampled_from(operators), values)
    if fact.kind is Kind.YES_NO:
        return leaves | st.builds(tree.IsYes, name)
    return leaves | st.builds(tree.Among, name, several)


def _values(fact: Fact, texts: tuple[str, ...] = TEXTS) -> st.SearchStrategy[object]:
    if fact.choices:
        return st.sampled_from(list(fact.choices))
    pools = {Kind.TEXT: texts, Kind.NUMBER: NUMBERS, Kind.DAYS: DAYS, Kind.DATE: DATES}
    return st.booleans() if fact.kind is Kind.YES_NO else st.sampled_from(pools[fact.kind])


def _run_time_values(fact: Fact) -> st.SearchStrategy[object]:
    if fact.kind is Kind.SET:
        return st.lists(_values(fact), max_size=3)
    return _values(fact)
