"""What the policies in force say, and what they demand."""

import pytest

from policy.policies import actions
from policy.policies.choices import Outcome, RequirementKind
from policy.policies.deciding import Retention, compile_pack, decide
from policy.policies.queries import (
    demands_of,
    judge,
)
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    published_policy,
    shipped,
)
from tests.policy.policies.requests import LAWFUL, ON_CLEARVIEW, SUBMITTED
from tests.policy.policies.samples import PACK

pytestmark = pytest.mark.django_db

POLICIES = ("lacris-member-policy", LAPD_NOTICE, "lapd-policy-2021")


def test_no_policy_in_force_refuses():
    verdict = judge(gate="submit", facts=SUBMITTED, at=AT)

    assert verdict.outcome == Outcome.REFUSED
    assert [reason.text for reason in verdict.reasons] == ["No policy is in force."]


@pytest.mark.parametrize("gate", LAWFUL)
def test_stored_policies_say_what_their_packs_say(gate):
    for slug in POLICIES:
        published_policy(slug)
    packs = [compile_pack(shipped(slug)) for slug in POLICIES]

    for facts in (LAWFUL[gate], LAWFUL[gate] | ON_CLEARVIEW):
        assert judge(gate=gate, facts=facts, at=AT) == decide(packs, gate=gate, facts=facts)


def test_judging_keeps_nothing_and_costs_two_queries(django_assert_num_queries):
    for slug in POLICIES:
        published_policy(slug)
    judge(gate="submit", facts=SUBMITTED, at=AT)

    # The versions in force, and the stamp of the lists.
    with django_assert_num_queries(2):
        judge(gate="submit", facts=SUBMITTED, at=AT)


def test_demands_of_a_decision_are_the_strictest_of_its_requirements():
    published_policy(PACK)
    decision = actions.record_decision(
        gate="submit", facts={"system.ownership": "government", "answer.danger": "none"}, at=AT
    )

    demands = demands_of(decision)

    assert demands.approvals == 2
    assert demands.expiry_hours == 1
    assert demands.retention == {"probe_image": Retention(1, 365)}
    assert {entry["kind"] for entry in decision.requirements} == set(RequirementKind)
