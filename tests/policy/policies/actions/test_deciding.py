"""Decisions are kept as they were made."""

from datetime import timedelta

import pytest

from policy.policies import actions
from policy.policies.choices import Outcome
from policy.policies.models import Decision
from tests.factories.policies import AT, LAPD_NOTICE, published_policy
from tests.policy.policies.requests import (
    FOR_OUTSIDE_AGENCY,
    ON_CLEARVIEW,
    SUBMITTED,
    WITHOUT_CERTIFICATE,
)

pytestmark = pytest.mark.django_db

POLICIES = (LAPD_NOTICE, "lapd-policy-2021", "lacris-member-policy")


def kept(facts: dict[str, object], gate: str = "submit") -> Decision:
    decision = actions.record_decision(gate=gate, facts=facts, at=AT)
    return Decision.objects.get(pk=decision.pk)


@pytest.mark.parametrize(
    ("facts", "clause", "rule"),
    [
        (ON_CLEARVIEW, "1", "1-no-commercial-service"),
        (FOR_OUTSIDE_AGENCY, "2", "2-no-outside-agency"),
        (WITHOUT_CERTIFICATE, "3", "3-requester-certificate"),
    ],
)
def test_refusal_is_kept_with_the_clause_that_refuses(facts, clause, rule):
    version = published_policy()

    decision = kept(facts)

    reason = decision.reasons.first()
    assert decision.outcome == Outcome.REFUSED
    assert (reason.rule.version, reason.rule.clause.identifier, reason.rule.identifier) == (
        version,
        clause,
        rule,
    )
    assert version.clauses.get(identifier=clause).text in reason.text


def test_refusal_is_kept_with_the_smallest_change_that_would_turn_it():
    published_policy()

    decision = kept(FOR_OUTSIDE_AGENCY)

    assert decision.to_permit == [{"request.agency_is_outside": False}]


def test_permit_is_kept_with_its_requirements_and_facts():
    versions = [published_policy(slug) for slug in POLICIES]

    decision = kept(SUBMITTED)

    assert decision.outcome == Outcome.PERMITTED
    assert decision.made_at == AT
    assert decision.facts == SUBMITTED
    assert decision.to_permit == []
    assert set(decision.versions.all()) == set(versions)
    assert [entry["name"] for entry in decision.requirements] == [
        "not_on_traits_alone",
        "lawful_source",
        "follow_up",
    ]


def test_undecided_is_kept_with_what_is_unknown():
    published_policy()

    decision = kept({"system.name": "LACRIS", "system.ownership": "government"})

    assert decision.outcome == Outcome.UNDECIDED
    assert decision.unknown == ["request.agency_is_outside", "requester.certificate_current"]


def test_silence_is_kept_without_a_rule():
    decision = kept(SUBMITTED)

    (reason,) = decision.reasons.all()
    assert (reason.rule, reason.effect, reason.text) == (None, "silence", "No policy is in force.")
    assert not decision.versions.exists()


def test_reasons_are_kept_in_the_order_in_which_they_count():
    published_policy()

    decision = kept(ON_CLEARVIEW | {"request.agency_is_outside": True})

    assert [(reason.position, reason.rule.identifier) for reason in decision.reasons.all()] == [
        (1, "1-no-commercial-service"),
        (2, "2-no-outside-agency"),
        (3, "1-only-lacris"),
    ]


def test_decision_outlives_the_policy_that_made_it():
    version = published_policy()
    decision = kept(ON_CLEARVIEW)

    actions.withdraw(
        version=version, by=version.author, at=AT + timedelta(days=1), reason="Replaced."
    )

    assert Decision.objects.get(pk=decision.pk).outcome == Outcome.REFUSED
    assert list(decision.versions.all()) == [version]


def test_keeping_a_decision_costs_few_queries_however_many_policies(django_assert_num_queries):
    for slug in POLICIES:
        published_policy(slug)
    kept(ON_CLEARVIEW)

    # The versions in force, the stamp of the lists, the decision, its versions, its reasons.
    with django_assert_num_queries(5):
        actions.record_decision(gate="submit", facts=ON_CLEARVIEW, at=AT)
