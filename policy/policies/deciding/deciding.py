"""What the policies in force say of a request at a gate."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from policy.language.conditions import facts_of
from policy.language.evaluate import Facts, Reading
from policy.policies.choices import Outcome
from policy.policies.deciding.compiling import CompiledPolicy, CompiledRule
from policy.policies.deciding.levers import levers
from policy.policies.deciding.standings import (
    AWAY,
    EXCEPT,
    FORBID,
    REFUSED,
    TOWARD,
    Answers,
    Standing,
    outcome_of,
)
from policy.policies.deciding.unknowns import OpenRule, facts_that_matter, rules_that_matter
from policy.policies.deciding.verdicts import SILENCE, Reason, Requirement, Verdict

_REMEMBERED = 4096
Pick = Callable[[Sequence[bool | None]], Answers]
_BY_PRECEDENCE = attrgetter("bit")


class Weighed(NamedTuple):
    """A verdict without its unknown facts, the open rules that matter to it, and its levers."""

    verdict: Verdict
    mattering: Sequence[OpenRule]
    levers: frozenset[str]


def decide(policies: Sequence[CompiledPolicy], *, gate: str, facts: Facts) -> Verdict:
    """Return what the policies say together of a request at a gate.

    `facts` maps names to values that passed `check_facts`; a missing name and None are unknown.
    In a policy, forbid beats except beats refuse beats allow beats silence. Together, the request
    is permitted where no policy refuses and at least one permits; an unknown fact never permits.
    """
    weighed = weigh(tuple(policies), gate, answers_of(policies, gate, facts))
    if weighed.mattering:
        return weighed.verdict._replace(unknown=facts_that_matter(weighed.mattering, facts))
    return weighed.verdict


def answers_of(policies: Sequence[CompiledPolicy], gate: str, facts: Facts) -> tuple[Answers, ...]:
    """What every rule of every policy at the gate answers, in their order."""
    readings, answers = _shared(tuple(policies), gate)
    found = [holds(facts) for holds in readings]
    return tuple([pick(found) for pick in answers])


@lru_cache(_REMEMBERED)
def _shared(
    policies: tuple[CompiledPolicy, ...], gate: str
) -> tuple[tuple[Reading, ...], tuple[Pick, ...]]:
    """Each reading that the policies need, once, and of each policy which answers are its own.

    Policies that bind one department forbid much the same; the same condition over the same facts
    is read once, in however many of them it stands.
    """
    readings: dict[object, Reading] = {}
    picks = []
    for policy in policies:
        rules = policy.rules[gate]
        keys = [_what_it_reads(rule, policy) for rule in rules]
        for key, rule in zip(keys, rules, strict=True):
            readings.setdefault(key, rule.holds)
        places = list(readings)
        picks.append(_pick([places.index(key) for key in keys]))
    return tuple(readings.values()), tuple(picks)


def _what_it_reads(rule: CompiledRule, policy: CompiledPolicy) -> object:
    """Equal where two rules answer alike; a question of its own may mean another in each policy."""
    names = sorted(facts_of(rule.condition))
    return rule.condition, tuple(policy.vocabulary[name] for name in names)


def _pick(places: list[int]) -> Pick:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda found: tuple(found[place] for place in places)


# Most requests get the same answers from the rules as some request before.
@lru_cache(_REMEMBERED)
def weigh(policies: tuple[CompiledPolicy, ...], gate: str, answers: tuple[Answers, ...]) -> Weighed:
    """What the policies say, given what each of their rules at the gate answers."""
    standings = [
        Standing(policy, gate, those) for policy, those in zip(policies, answers, strict=True)
    ]
    outcome = outcome_of(standings)
    mattering = rules_that_matter(standings) if outcome is Outcome.UNDECIDED else []
    verdict = Verdict(
        outcome,
        gate,
        reasons=_reasons_for(outcome, standings, mattering, gate),
        requirements=() if outcome is Outcome.REFUSED else _requirements(standings),
    )
    return Weighed(verdict, mattering, levers(standings, gate))


def _reasons_for(
    outcome: Outcome, standings: Sequence[Standing], mattering: Sequence[OpenRule], gate: str
) -> tuple[Reason, ...]:
    if outcome is Outcome.REFUSED:
        return _refusal(standings, gate)
    if outcome is Outcome.PERMITTED:
        return _reasons(_permitting(standings))
    return _reasons(rule for _policy, rule in mattering)


def _permitting(standings: Sequence[Standing]) -> list[CompiledRule]:
    return [rule for standing in standings for rule in standing.held if rule.bit & TOWARD]


def _refusal(standings: Sequence[Standing], gate: str) -> tuple[Reason, ...]:
    refusing = [
        rule for standing in standings if standing.best is REFUSED for rule in _refusing(standing)
    ]
    if refusing:
        return _reasons(refusing)
    return tuple(standing.policy.silence[gate] for standing in standings) or (_no_policy(),)


def _refusing(standing: Standing) -> Iterable[CompiledRule]:
    """The rules that refuse: where one is or may be excepted, those that forbid only."""
    excepted = (standing.settled | standing.maybe) & EXCEPT
    counted = FORBID if excepted else AWAY
    return (rule for rule in standing.held if rule.bit & counted)


def _reasons(rules: Iterable[CompiledRule]) -> tuple[Reason, ...]:
    """The reasons in order of precedence, and within it in the order of the policies."""
    return tuple(rule.reason for rule in sorted(rules, key=_BY_PRECEDENCE))


def _requirements(standings: Sequence[Standing]) -> tuple[Requirement, ...]:
    return tuple(
        requirement
        for standing in standings
        for rule in standing.held
        for requirement in rule.requirements
    )


def _no_policy() -> Reason:
    return Reason(None, None, None, None, SILENCE, _("No policy is in force."))
