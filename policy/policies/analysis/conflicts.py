"""Requirements that cannot all be met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement, product

import z3
from django.utils.translation import gettext as _

from policy.policies.analysis.approvers import refused_approvals
from policy.policies.analysis.findings import gates_of_rules, standing_of
from policy.policies.analysis.proving import Prover, conditions_at, identifiers
from policy.policies.analysis.results import Example, Finding
from policy.policies.analysis.solving import Unsettled
from policy.policies.analysis.staffing import Staffing
from policy.policies.choices import Effect, FindingKind, Gate, RequirementKind
from policy.policies.deciding import CompiledPolicy, merge_requirements
from policy.policies.deciding.compiling import CompiledRule
from policy.policies.deciding.standings import REFUSED
from policy.policies.deciding.verdicts import Requirement
from policy.policies.wording.terms import days_in_words, gate_done_in_words, record_in_words

# How many rules together are tried against the people of a unit; fewer of more rules.
_TOGETHER = {3: 40, 2: 150}
_ORDER = {gate: place for place, gate in enumerate(Gate.values)}
_WORDS_OF = {
    RequirementKind.ATTESTATION: ("text", "by"),
    RequirementKind.DOCUMENT: ("label",),
}


@dataclass(frozen=True, slots=True)
class _Clash:
    rules: tuple[CompiledRule, ...]
    text: str


def conflicts(
    policy: CompiledPolicy, prover: Prover, staffing: Staffing | None = None
) -> Iterator[Finding]:
    """A finding for rules whose requirements come together on some request and cannot all be met.

    A retention floor above a ceiling; one name for two attestations or documents; a notice before
    something that is over by then; an approval by people who are refused as approvers; and, with
    `staffing`, approvals for which the unit has nobody left.
    """
    gates = gates_of_rules(policy)
    rules = [rule for rule in gates if rule.effect is Effect.REQUIRE]
    for clash in (*_pairs(rules), *_too_late(rules, gates), *_short_of(rules, staffing)):
        try:
            example = _together(clash.rules, gates, policy, prover)
        except Unsettled:
            text = _("Whether this can come about is not proved: %(text)s") % {"text": clash.text}
            yield Finding(FindingKind.NOT_PROVED, identifiers(clash.rules), text)
        else:
            if example:
                yield Finding(
                    FindingKind.CONFLICTING_REQUIREMENTS,
                    identifiers(clash.rules),
                    clash.text,
                    example,
                )
    yield from _refused(rules, gates, policy, prover)


def _refused(
    rules: Sequence[CompiledRule],
    gates: Mapping[CompiledRule, Sequence[Gate]],
    policy: CompiledPolicy,
    prover: Prover,
) -> Iterator[Finding]:
    try:
        for rule, text, example in refused_approvals(rules, gates, policy, prover):
            names = identifiers([rule])
            yield Finding(FindingKind.CONFLICTING_REQUIREMENTS, names, text, example)
    except Unsettled:
        yield Finding(FindingKind.NOT_PROVED, (), _("Whether all approvals can be given is open."))


def _pairs(rules: Sequence[CompiledRule]) -> Iterator[_Clash]:
    for one, other in combinations_with_replacement(rules, 2):
        texts = [
            text
            for first, second in product(one.requirements, other.requirements)
            if (text := _why_not_both(first, second))
        ]
        yield from (_Clash((one, other), text) for text in dict.fromkeys(texts))


def _why_not_both(first: Requirement, second: Requirement) -> str:
    if first["kind"] != second["kind"]:
        return ""
    if first["kind"] == RequirementKind.RETENTION:
        return _retention(first, second) or _retention(second, first)
    return _one_name_for_two(first, second)


def _retention(first: Requirement, second: Requirement) -> str:
    floor, ceiling = first.get("min_days"), second.get("max_days")
    same = first["record"] == second["record"]
    if not same or floor is None or ceiling is None or floor <= ceiling:
        return ""
    words = {
        "record": record_in_words(first["record"]),
        "floor": days_in_words(floor),
        "ceiling": days_in_words(ceiling),
    }
    return _("The %(record)s is to be kept for at least %(floor)s and at most %(ceiling)s.") % words


def _one_name_for_two(first: Requirement, second: Requirement) -> str:
    keys = _WORDS_OF.get(RequirementKind(first["kind"]), ())
    if not keys or first["name"] != second["name"]:
        return ""
    if all(first.get(key) == second.get(key) for key in keys):
        return ""
    text = _("“%(name)s” stands for two things, in different words; only one of them can be given.")
    return text % {"name": first["name"]}


def _too_late(
    rules: Sequence[CompiledRule], gates: Mapping[CompiledRule, Sequence[Gate]]
) -> Iterator[_Clash]:
    for rule in rules:
        for requirement in rule.requirements:
            before = requirement.get("before")
            if before and all(_ORDER[gate] > _ORDER[before] for gate in gates[rule]):
                words = {"to": requirement["to"], "event": gate_done_in_words(before)}
                text = _("Notice to %(to)s is required before %(event)s, which is over by then.")
                yield _Clash((rule,), text % words)


def _short_of(rules: Sequence[CompiledRule], staffing: Staffing | None) -> Iterator[_Clash]:
    """The smallest groups of rules whose approvals the unit cannot give."""
    if staffing is None:
        return
    found: list[frozenset[CompiledRule]] = []
    asking = [rule for rule in rules if _asks_for_approval(rule)]
    most = next((size for size, rules in _TOGETHER.items() if len(asking) <= rules), 1)
    for size in range(1, most + 1):
        for group in combinations(asking, size):
            if not any(smaller <= set(group) for smaller in found) and not _is_met(group, staffing):
                found.append(frozenset(group))
                yield _Clash(group, _nobody_left(group, staffing))


def _asks_for_approval(rule: CompiledRule) -> bool:
    return any(each["kind"] == RequirementKind.APPROVAL for each in rule.requirements)


def _is_met(group: Sequence[CompiledRule], staffing: Staffing) -> bool:
    return staffing.can_meet(
        merge_requirements(requirement for rule in group for requirement in rule.requirements)
    )


def _nobody_left(group: Sequence[CompiledRule], staffing: Staffing) -> str:
    words = {
        "unit": staffing.unit,
        "size": staffing.size,
        "rules": ", ".join(identifiers(group)),
    }
    text = _("%(unit)s, with %(size)d people, has nobody left who may approve what %(rules)s asks.")
    return text % words


def _together(
    rules: Sequence[CompiledRule],
    gates: Mapping[CompiledRule, Sequence[Gate]],
    policy: CompiledPolicy,
    prover: Prover,
) -> Example | None:
    """A request on which all the rules hold and none of their gates refuses; one gate if it can."""
    places = sorted(product(*(gates[rule] for rule in rules)), key=lambda some: len(set(some)))
    for some in places:
        example = _at(some, rules, policy, prover)
        if example is not None:
            return example
    return None


def _at(
    places: Sequence[Gate], rules: Sequence[CompiledRule], policy: CompiledPolicy, prover: Prover
) -> Example | None:
    last = max(places, key=_ORDER.__getitem__)
    formula = prover.logic.all_of(
        [
            *(prover.holds(rule.condition) for rule in rules),
            *(z3.Not(prover.refuses(policy, gate)) for gate in places),
        ]
    )
    conditions = conditions_at([policy], *places)

    def claim(facts: Mapping[str, object]) -> bool:
        return all(rule.holds(facts) is True for rule in rules) and not any(
            standing_of(policy, gate, facts).worst is REFUSED for gate in places
        )

    facts = prover.find(formula, conditions, claim)
    if facts is None:
        return None
    return prover.example(last, facts, [rule.condition for rule in rules], conditions)
