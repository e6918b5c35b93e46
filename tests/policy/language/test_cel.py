import cel
import pytest
from hypothesis import given, settings

from policy.language.cel import as_cel, as_source
from policy.language.conditions import Among, AnyOf, Compare, Not, parts_of
from policy.language.evaluate import compile_condition
from policy.language.facts import Kind
from policy.language.parser import parse
from tests.harness.examples import times
from tests.policy.language import strategies
from tests.policy.language.samples import VOCABULARY


def engine_answer(text, facts):
    """What an independent CEL engine answers: one map per group, an error for a missing fact."""
    groups = {name.partition(".")[0]: {} for name in VOCABULARY}
    for name, value in facts.items():
        if value is not None:
            group, _dot, rest = name.partition(".")
            groups[group][rest] = value
    try:
        return cel.evaluate(text, groups)
    except KeyError:
        return None


def with_doubles(facts):
    numbers = {Kind.NUMBER, Kind.DAYS}
    return {
        name: float(value) if value is not None and VOCABULARY[name].kind in numbers else value
        for name, value in facts.items()
    }


def orders_choices(condition):
    if isinstance(condition, Compare):
        ordered = VOCABULARY[condition.fact].kind is Kind.ORDERED
        return ordered and condition.operator not in ("==", "!=")
    return any(orders_choices(part) for part in parts_of(condition))


@given(strategies.conditions(VOCABULARY))
@settings(max_examples=times(5), deadline=None)
def test_source_parses_back_to_the_same_tree(condition):
    source = as_source(condition)

    # A plain truth, as pytest can spend minutes on the difference of two large trees.
    same = parse(source, VOCABULARY) == condition
    assert same, source


@given(strategies.conditions(VOCABULARY), strategies.facts(VOCABULARY))
@settings(max_examples=times(10), deadline=None)
def test_closure_answers_as_an_independent_cel_engine(condition, facts):
    text = as_cel(condition, VOCABULARY)

    assert compile_condition(condition, VOCABULARY)(facts) == engine_answer(
        text, with_doubles(facts)
    )


@given(
    strategies.conditions(VOCABULARY).filter(lambda condition: not orders_choices(condition)),
    strategies.facts(VOCABULARY),
)
@settings(max_examples=times(3), deadline=None)
def test_dialect_without_orders_of_choices_is_cel_itself(condition, facts):
    answer = compile_condition(condition, VOCABULARY)(facts)

    assert answer == engine_answer(as_source(condition), facts)


@pytest.mark.parametrize(
    ("source", "cel_text"),
    [
        (
            'request.legal_basis >= "cause" && system.rate > 2',
            'request.legal_basis in ["cause", "warrant"] && system.rate > 2.0',
        ),
        ('request.legal_basis < "none"', "request.legal_basis in []"),
        ("system.rate in [1, 2.5]", "system.rate in [1.0, 2.5]"),
        (
            'system.galleries.all(g, g in ["booking"])',
            'system.galleries.all(item, item in ["booking"])',
        ),
    ],
)
def test_cel_has_lists_for_orders_and_doubles_for_numbers(source, cel_text):
    assert as_cel(parse(source, VOCABULARY), VOCABULARY) == cel_text


def test_source_keeps_orders_and_whole_numbers():
    text = '!(request.legal_basis >= "cause" || system.rate > 2) && !answer.minor'

    assert as_source(parse(text, VOCABULARY)) == text


def test_source_escapes_what_would_end_or_break_quoted_text():
    condition = Not(
        AnyOf((Compare("system.name", "==", 'a"\\\n\x01'), Among("system.name", ("é",))))
    )

    assert as_source(condition) == (r'!(system.name == "a\"\\\n\u0001" || system.name in ["é"])')
