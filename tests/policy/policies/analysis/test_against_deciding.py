"""What the solver says of every request, tried on requests that are decided one by one."""

import pytest
from hypothesis import given, settings

from policy.language.evaluate import compile_condition
from policy.language.parser import parse
from policy.policies.analysis.assurances import prove
from policy.policies.analysis.comparing import compare
from policy.policies.analysis.conflicts import conflicts
from policy.policies.analysis.findings import idle_rules, silences, standing_of
from policy.policies.analysis.proving import Prover
from policy.policies.analysis.strictness import exceeds, strictest
from policy.policies.deciding import decide
from policy.policies.deciding.standings import PERMITTED, REFUSED, SILENT
from tests.harness.examples import times
from tests.policy.language.samples import VOCABULARY
from tests.policy.policies.analysis import strategies
from tests.policy.policies.building import a_policy, a_rule

# The words of ranks and other codes are on the office's lists.
pytestmark = pytest.mark.django_db


def outcome(policies, facts):
    return decide(policies, gate="submit", facts=facts).outcome


def rules_by_id(policy):
    return {rule.reason.rule: rule for rule in policy.rules["submit"]}


def at_submit(findings):
    return [each for each in findings if each.example and each.example.gate == "submit"]


@given(strategies.some_policies, strategies.prohibitions, strategies.many_facts)
@settings(max_examples=times(0.25), deadline=None)
def test_never_is_shown_broken_by_a_permit_or_no_request_breaks_it(policies, assurance, requests):
    never = compile_condition(parse(assurance.never, VOCABULARY), VOCABULARY)

    [proof] = prove(policies, [assurance])

    broken = [facts for facts in requests if outcome(policies, facts) == "permitted"]
    if proof.holds:
        assert not any(never(facts) for facts in broken)
    else:
        assert outcome(policies, proof.example.facts) == "permitted"
        assert never(proof.example.facts) is True


@given(strategies.some_policies, strategies.obligations, strategies.many_facts)
@settings(max_examples=times(0.25), deadline=None)
def test_always_requires_is_shown_broken_by_a_permit_or_no_request_breaks_it(
    policies, assurance, requests
):
    def lacks(facts):
        verdict = decide(policies, gate="submit", facts=facts)
        kinds = [requirement["kind"] for requirement in verdict.requirements]
        return verdict.outcome == "permitted" and assurance.always_requires not in kinds

    [proof] = prove(policies, [assurance])

    if proof.holds:
        assert not any(map(lacks, requests))
    else:
        assert lacks(proof.example.facts)


@given(strategies.policies, strategies.many_facts)
@settings(max_examples=times(0.25), deadline=None)
def test_a_rule_found_idle_never_decides(policy, requests):
    rules = rules_by_id(policy)

    for finding in idle_rules(policy, Prover([policy])):
        rule = rules[finding.rules[0]]
        holding = [facts for facts in requests if rule.holds(facts)]
        if finding.kind == "never_fires":
            assert holding == []
        against = PERMITTED if rule.effect == "refuse" else REFUSED
        standings = [standing_of(policy, "submit", facts) for facts in holding]
        # With unknown facts the policy may stay open; it never answers as the rule says.
        assert all(against in (each.best, each.worst) for each in standings)


@given(strategies.policies)
@settings(max_examples=times(0.25), deadline=None)
def test_an_example_of_a_finding_is_judged_as_the_finding_says(policy):
    rules, prover = rules_by_id(policy), Prover([policy])

    for finding in at_submit([*idle_rules(policy, prover), *conflicts(policy, prover)]):
        assert all(rules[name].holds(finding.example.facts) for name in finding.rules)
    for finding in at_submit(silences(policy, prover)):
        verdict = decide([policy], gate="submit", facts=finding.example.facts)
        assert [reason.effect for reason in verdict.reasons] == ["silence"]


@given(strategies.policies, strategies.many_facts)
@settings(max_examples=times(0.25), deadline=None)
def test_where_no_silence_is_found_a_rule_speaks_of_every_request(policy, requests):
    silent_gates = list(silences(policy, Prover([policy])))
    # An open rule that refuses may be what speaks of it, so that it must not be open either.
    standings = [standing_of(policy, "submit", facts) for facts in requests]
    silent = [each for each in standings if each.best is SILENT and each.worst is SILENT]

    # The other five gates have no rule at all.
    assert not silent or len(silent_gates) == 6


@given(strategies.policies, strategies.policies, strategies.many_facts)
@settings(max_examples=times(0.25), deadline=None)
def test_a_comparison_is_borne_out_by_its_examples_and_by_every_other_request(
    before, after, requests
):
    at_gate = compare(before, after).gates[0]

    assert (at_gate.stricter is not None) == (at_gate.direction in ("stricter", "both"))
    assert (at_gate.looser is not None) == (at_gate.direction in ("looser", "both"))
    if at_gate.stricter:
        assert is_stricter(before, after, at_gate.stricter.example.facts)
    if at_gate.looser:
        assert is_stricter(after, before, at_gate.looser.example.facts)
    for facts in requests:
        assert at_gate.stricter or not is_stricter(before, after, facts)
        assert at_gate.looser or not is_stricter(after, before, facts)


def is_stricter(loose, strict, facts):
    """Whether `strict` surely says less, or asks for more, of this one request."""
    one, other = (standing_of(policy, "submit", facts) for policy in (loose, strict))
    order = ["refused", "silent", "permitted"]
    if order.index(other.best.value) < order.index(one.worst.value):
        return True
    if REFUSED in (one.worst, other.worst):
        return False
    asked = strictest(each for rule in other.held for each in rule.requirements)
    before = strictest(each for rule in (*one.held, *one.open) for each in rule.requirements)
    return exceeds(asked, before)


def test_a_policy_is_equal_to_itself():
    policy = a_policy(a_rule("forbid", "request.exigent"), a_rule("require"))

    assert compare(policy, policy).overall == "equal"
