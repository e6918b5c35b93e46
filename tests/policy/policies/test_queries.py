"""What is in force when, who sees which version, and what the policies in force say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import Outcome, RequirementKind, VersionState
from policy.policies.deciding import Retention, compile_pack, decide
from policy.policies.lifecycle import UNPUBLISHED
from policy.policies.queries import (
    compiled,
    compiled_in_force,
    demands_of,
    judge,
    questions_in_force,
    timeline,
    versions_in_force,
    versions_in_force_on,
    visible_to,
)
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    VERSION_IN,
    draft_policy,
    numbered,
    policy_officer,
    published_policy,
    shipped,
    withdrawn_policy,
)
from tests.policy.policies.requests import LAWFUL, ON_CLEARVIEW, SUBMITTED
from tests.policy.policies.samples import PACK

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)
POLICIES = ("lacris-member-policy", LAPD_NOTICE, "lapd-policy-2021")
DAY = date(2026, 1, 5)


def slugs(policies):
    return [policy.slug for policy in policies]


class TestInForce:
    @pytest.mark.parametrize("state", UNPUBLISHED)
    def test_nothing_is_in_force_before_it_is_published(self, state):
        VERSION_IN[state]()

        assert not versions_in_force(AT + timedelta(days=9))

    def test_first_moment_is_in_force_and_the_last_is_not(self):
        version = published_policy(in_force_until=NEXT_DAY)

        assert list(versions_in_force(AT)) == [version]
        assert not versions_in_force(AT - timedelta(microseconds=1))
        assert not versions_in_force(NEXT_DAY)

    def test_day_shows_what_was_in_force_at_any_moment_of_it(self):
        first = published_policy()
        second = published_policy(numbered(shipped(LAPD_NOTICE), 2), at=AT + timedelta(hours=1))

        assert not versions_in_force_on(DAY - timedelta(days=1))
        assert list(versions_in_force_on(DAY)) == [first, second]
        assert list(versions_in_force_on(DAY + timedelta(days=1))) == [second]

    def test_version_withdrawn_before_it_began_is_in_force_on_no_day(self):
        version = published_policy(in_force_from=NEXT_DAY)
        actions.withdraw(version=version, by=version.author, at=AT, reason="Wrong draft.")

        assert not versions_in_force_on(DAY + timedelta(days=1))

    def test_policies_in_force_are_compiled_in_the_order_of_their_names(self):
        for slug in reversed(POLICIES):
            published_policy(slug)

        assert slugs(compiled_in_force(at=AT)) == list(POLICIES)
        assert slugs(compiled_in_force(at=AT, slug=LAPD_NOTICE)) == [LAPD_NOTICE]

    def test_published_version_is_compiled_once(self, django_assert_num_queries):
        version = published_policy()
        first = compiled(version)

        with django_assert_num_queries(0):
            second = compiled(version)

        assert second is first

    def test_draft_that_replaced_another_is_compiled_anew(self):
        compiled(draft_policy())
        notice = shipped(LAPD_NOTICE)
        renamed = replace(notice, policy=replace(notice.policy, title="Another title"))

        replacement = actions.import_pack(
            pack=renamed, by=policy_officer(), at=AT, replace_draft=True
        )

        assert compiled(replacement).title == "Another title"

    def test_questions_are_those_of_the_policies_in_force(self):
        published_policy(PACK, at=NEXT_DAY)

        assert questions_in_force(AT) == []
        assert [question.name for question in questions_in_force(NEXT_DAY)] == [
            "danger",
            "remarks",
        ]


class TestVisible:
    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("state", VersionState)
    def test_unpublished_versions_are_for_policy_officers_and_auditors(self, state, role):
        version = VERSION_IN[state]()
        for_all = state not in UNPUBLISHED

        seen = visible_to(AccountFactory(roles=[role])).filter(pk=version.pk).exists()

        assert seen is (for_all or role in (Role.POLICY_OFFICER, Role.AUDITOR))


class TestTimeline:
    def test_timeline_names_everyone_who_did_something(self):
        version = withdrawn_policy()

        told = [(event.title, event.at, event.by, event.text) for event in timeline(version)]

        author, approver = version.author.display_name, version.approved_by.display_name
        assert told == [
            ("Imported as a draft", AT, author, ""),
            ("Sent to review", AT, "", ""),
            ("Approved", AT, approver, ""),
            ("Published", AT, approver, ""),
            ("In force", AT, "", ""),
            ("withdrawn", NEXT_DAY, author, "The Board replaced it."),
        ]

    def test_timeline_tells_the_end_that_is_to_come(self):
        version = published_policy(in_force_until=NEXT_DAY)

        assert timeline(version)[-1].at == NEXT_DAY
        assert timeline(version)[-1].title == "End"


class TestJudging:
    def test_no_policy_in_force_refuses(self):
        verdict = judge(gate="submit", facts=SUBMITTED, at=AT)

        assert verdict.outcome == Outcome.REFUSED
        assert [reason.text for reason in verdict.reasons] == ["No policy is in force."]

    @pytest.mark.parametrize("gate", LAWFUL)
    def test_stored_policies_say_what_their_packs_say(self, gate):
        for slug in POLICIES:
            published_policy(slug)
        packs = [compile_pack(shipped(slug)) for slug in POLICIES]

        for facts in (LAWFUL[gate], LAWFUL[gate] | ON_CLEARVIEW):
            assert judge(gate=gate, facts=facts, at=AT) == decide(packs, gate=gate, facts=facts)

    def test_judging_keeps_nothing_and_costs_one_query(self, django_assert_num_queries):
        for slug in POLICIES:
            published_policy(slug)
        judge(gate="submit", facts=SUBMITTED, at=AT)

        with django_assert_num_queries(1):
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
