"""How long an analysis of 60 rules takes, and how many conditions are parsed in a second."""

import random
from collections.abc import Iterator
from time import perf_counter

from policy.language.facts import Kind
from policy.language.literals import write_literal
from policy.language.parser import parse
from policy.policies.analysis.analyzing import analyze
from policy.policies.choices import Gate
from policy.policies.packs import (
    AssuranceText,
    ClauseText,
    Pack,
    PolicyHead,
    RequirementText,
    RuleText,
    VersionHead,
)
from policy.policies.vocabulary import VOCABULARY
from tests.bench.decide import RULES
from tests.bench.measuring import Row, medians

RULES_OF_A_VERSION = 60
ROUNDS = 3
CONDITIONS = 2000
SEED = 2021

_GATES = ("submit", "approve", "run")
_EFFECTS = ("forbid", "refuse", "allow", "require", "except", "allow")
_REVIEW = (RequirementText("retention", {"record": "request", "min_days": 90}),)


def rows() -> list[Row]:
    """Two rows; under a minute. Raises AssertionError where the solver leaves something open."""
    pack = version_of_sixty_rules()
    assert analyze(pack).is_settled, "not everything was proved"
    [took] = medians([lambda: analyze(pack)], ROUNDS)
    return [
        Row("analysis of a 60-rule version", f"{took / 1000:.1f} s", "–", "–", "at most 10 s"),
        Row("parsing conditions", f"{_a_second():,.0f} a second", "–", "–", "at least 1,000"),
    ]


def version_of_sixty_rules() -> Pack:
    """A version like a long one, at three gates: the rules of the other benchmark, and as many
    more of two or three comparisons each."""
    draw = random.Random(SEED)  # noqa: S311 (nothing here is secret)
    clause = ClauseText("1", "Benchmark", "Sixty rules.", "enforced")
    usual = [(effect, when) for effect, when, _ in RULES]
    more = list(_conditions(draw, RULES_OF_A_VERSION - len(usual)))
    drawn = [(_EFFECTS[number % len(_EFFECTS)], when) for number, when in enumerate(more)]
    rules = tuple(
        _rule(number, effect, when) for number, (effect, when) in enumerate([*usual, *drawn])
    )
    assurances = tuple(
        AssuranceText(f"never-{number}", "Never so.", _GATES, when)
        for number, (_effect, when) in enumerate(usual[:5])
    )
    head = PolicyHead("benchmark", "Benchmark", "Benchmark")
    return Pack(head, VersionHead(1), (clause,), rules, assurances=assurances)


def _rule(number: int, effect: str, when: str) -> RuleText:
    requirements = _REVIEW if effect == "require" else ()
    return RuleText(f"rule-{number}", "1", _GATES, effect, when, requirements)


def _conditions(draw: random.Random, count: int) -> Iterator[str]:
    """Conditions of two or three comparisons over facts that are known from the start."""
    names = [name for name, fact in VOCABULARY.items() if fact.known_from == Gate.SUBMIT]
    for _ in range(count):
        parts = [_comparison(draw, name) for name in draw.sample(names, draw.choice((2, 3)))]
        yield draw.choice((" && ", " || ")).join(parts)


def _comparison(draw: random.Random, name: str) -> str:
    fact = VOCABULARY[name]
    choices = [write_literal(code) for code in fact.choices]
    match fact.kind:
        case Kind.YES_NO:
            return draw.choice((name, f"!{name}"))
        case Kind.SET:
            return f"{draw.choice(choices)} in {name}"
        case Kind.CHOICE | Kind.ORDERED:
            return f"{name} in [{', '.join(draw.sample(choices, min(3, len(choices))))}]"
        case Kind.TEXT:
            return f'{name} == "LACRIS"'
    return f"{name} >= {draw.randint(1, 365)}"


def _a_second() -> float:
    texts = list(_conditions(random.Random(SEED), CONDITIONS))  # noqa: S311
    parse(texts[0], VOCABULARY)
    start = perf_counter()
    for text in texts:
        parse(text, VOCABULARY)
    return CONDITIONS / (perf_counter() - start)
