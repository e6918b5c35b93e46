"""Approvals that nobody may give: whoever the rule asks for is refused at the gate of approval."""

from collections.abc import Iterator, Mapping, Sequence

import z3
from django.utils.translation import gettext as _

from policy.language.conditions import AllOf, Compare, Condition, IsYes, Not
from policy.language.evaluate import compile_condition
from policy.personnel.choices import Grade
from policy.policies.analysis.findings import standing_of
from policy.policies.analysis.proving import Prover, conditions_at
from policy.policies.analysis.results import Example
from policy.policies.choices import Gate, RequirementKind
from policy.policies.deciding import CompiledPolicy
from policy.policies.deciding.compiling import CompiledRule
from policy.policies.deciding.standings import REFUSED
from policy.policies.wording.requirements import requirement_in_words

_FACTS = ("approver.in_chain", "approver.is_requester", "approver.rank")


def refused_approvals(
    rules: Sequence[CompiledRule],
    gates: Mapping[CompiledRule, Sequence[Gate]],
    policy: CompiledPolicy,
    prover: Prover,
) -> Iterator[tuple[CompiledRule, str, Example]]:
    """Each rule whose approval no approver of the kind may give, with words and a request.

    An approver is above the requester in the chain of command and of the rank that is asked for;
    raises Unsettled where the solver does not finish.
    """
    if not all(name in policy.vocabulary for name in _FACTS):
        return
    for rule in rules:
        for requirement in rule.requirements:
            if requirement["kind"] == RequirementKind.APPROVAL:
                approver = _approver(requirement.get("rank") or Grade.values[0])
                example = _refused(rule, gates[rule][0], approver, policy, prover)
                if example is not None:
                    words = requirement_in_words(requirement["kind"], requirement)
                    text = _("%(approval)s: whoever could give it is refused at the approval.")
                    yield rule, text % {"approval": words}, example


def _approver(rank: str) -> Condition:
    chain, requester, own_rank = _FACTS
    return AllOf((IsYes(chain), Not(IsYes(requester)), Compare(own_rank, ">=", rank)))


def _refused(
    rule: CompiledRule, gate: Gate, approver: Condition, policy: CompiledPolicy, prover: Prover
) -> Example | None:
    """A request that comes as far as its approval; None where somebody may approve one."""
    conditions = [rule.condition, approver, *conditions_at([policy], gate, Gate.APPROVE)]
    reading = compile_condition(approver, policy.vocabulary)

    def passes(at: Gate, facts: Mapping[str, object]) -> bool:
        return rule.holds(facts) is True and standing_of(policy, at, facts).worst is not REFUSED

    asked = z3.And(prover.holds(rule.condition), z3.Not(prover.refuses(policy, gate)))
    given = z3.And(
        prover.holds(rule.condition),
        prover.holds(approver),
        z3.Not(prover.refuses(policy, Gate.APPROVE)),
    )
    somebody = prover.find(
        given, conditions, lambda facts: passes(Gate.APPROVE, facts) and reading(facts) is True
    )
    if somebody is not None:
        return None
    facts = prover.find(asked, conditions, lambda facts: passes(gate, facts))
    if facts is None:
        return None
    return prover.example(gate, facts, [rule.condition], conditions)
