"""Every combination of rules, of one policy and of two, against the table of precedence."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.policies.deciding import decide
from tests.policy.policies.deciding.switches import (
    EFFECTS,
    POLICIES,
    VOCABULARY,
    completions,
    facts,
    switched,
)

# Whether rules of each effect hold, and what the policy answers: forbid beats except, except beats
# refuse, refuse beats allow, allow beats silence.
ANSWERS = {
    # forbid, except, refuse, allow
    (True, True, True, True): "refused",
    (True, True, True, False): "refused",
    (True, True, False, True): "refused",
    (True, True, False, False): "refused",
    (True, False, True, True): "refused",
    (True, False, True, False): "refused",
    (True, False, False, True): "refused",
    (True, False, False, False): "refused",
    (False, True, True, True): "permitted",
    (False, True, True, False): "permitted",
    (False, True, False, True): "permitted",
    (False, True, False, False): "permitted",
    (False, False, True, True): "refused",
    (False, False, True, False): "refused",
    (False, False, False, True): "permitted",
    (False, False, False, False): "silent",
}
TOGETHER = {
    ("refused", "refused"): "refused",
    ("refused", "permitted"): "refused",
    ("refused", "silent"): "refused",
    ("permitted", "refused"): "refused",
    ("permitted", "permitted"): "permitted",
    ("permitted", "silent"): "permitted",
    ("silent", "refused"): "refused",
    ("silent", "permitted"): "permitted",
    ("silent", "silent"): "refused",
}
POLICY = switched()
BOTH = [switched(policy) for policy in POLICIES]


def answer(known, policy="first"):
    return ANSWERS[tuple(known[f"{policy}.{effect}_holds"] for effect in EFFECTS)]


def together(known):
    return TOGETHER[answer(known, "first"), answer(known, "second")]


def over_completions(known, outcome):
    """What must be said where some switches are unknown: the one outcome, or that it is open."""
    outcomes = {outcome(each) for each in completions(known)}
    return outcomes.pop() if len(outcomes) == 1 else "undecided"


@pytest.mark.parametrize("values", list(product((True, False, None), repeat=len(EFFECTS))))
def test_one_policy_decides_by_precedence(values):
    known = facts(**dict(zip(EFFECTS, values, strict=True)))

    verdict = decide([POLICY], gate="submit", facts=known)

    silence_refuses = {"silent": "refused"}
    expected = over_completions(known, lambda each: silence_refuses.get(answer(each), answer(each)))
    assert verdict.outcome == expected


@pytest.mark.parametrize("values", list(product((True, False), repeat=2 * len(EFFECTS))))
def test_two_policies_decide_together(values):
    names = [name for name in VOCABULARY if not name.endswith("require_holds")]
    known = dict(zip(names, values, strict=True))

    verdict = decide(BOTH, gate="submit", facts=known)

    assert verdict.outcome == together(known)


switches = st.fixed_dictionaries(
    {
        name: st.sampled_from((True, False, None))
        for name in VOCABULARY
        if not name.endswith("require_holds")
    }
)


@settings(deadline=None)
@given(switches)
def test_unknown_switches_leave_open_just_what_they_can_turn(known):
    verdict = decide(BOTH, gate="submit", facts=known)

    turning = [
        name
        for name, value in known.items()
        if value is None
        and any(
            together(each | {name: True}) != together(each | {name: False})
            for each in completions(known)
        )
    ]
    assert verdict.outcome == over_completions(known, together)
    assert sorted(verdict.unknown) == sorted(turning)


@settings(deadline=None)
@given(switches)
def test_the_order_of_the_policies_does_not_matter(known):
    one = decide(BOTH, gate="submit", facts=known)
    other = decide(BOTH[::-1], gate="submit", facts=known)

    assert one.outcome == other.outcome
    assert sorted(one.unknown) == sorted(other.unknown)


def test_no_policy_in_force_refuses():
    verdict = decide([], gate="submit", facts={})

    assert verdict.outcome == "refused"
    assert [(reason.effect, reason.text) for reason in verdict.reasons] == [
        ("silence", "No policy is in force.")
    ]
