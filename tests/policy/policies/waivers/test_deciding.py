"""What a waiver does to decisions, and what it leaves alone."""

from datetime import timedelta

import pytest

from policy.personnel.choices import Grade
from policy.policies import actions
from policy.policies.deciding import compile_pack, spoken, without
from policy.policies.models import DecisionWaiver, Waiver
from policy.policies.packs import read_pack
from policy.searches.choices import State
from policy.searches.replays import replay
from tests.policy.policies.waivers.office import (
    BEGINS,
    CASE,
    ENDS,
    NO_ROBBERY,
    asked,
    granted,
    of_rank,
    policy_in_force,
)
from tests.policy.searches.office import AT, fresh, open_office, request_in, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    return policy_in_force()


@pytest.fixture
def office(rule):
    return open_office()


def state_of(request):
    return fresh(request).state


def test_without_a_waiver_the_rule_refuses(office):
    assert state_of(submitted(office)) == State.REFUSED


def test_granted_waiver_lets_its_case_go_all_the_way_and_every_decision_names_it(office, rule):
    waiver = granted(rule)

    request = request_in(State.LEAD_RELEASED, office)

    decisions = [step.decision_id for step in request.steps.filter(decision__isnull=False)]
    rested = DecisionWaiver.objects.filter(waiver=waiver).values_list("decision", flat=True)
    assert sorted(rested) == sorted(decisions)


@pytest.mark.parametrize("case_number", ["26-00418", ""])
def test_waiver_of_another_case_changes_nothing(office, rule, case_number):
    granted(rule, case_number="26-99999")

    assert state_of(submitted(office, case_number=case_number)) == State.REFUSED


def test_case_number_is_the_same_in_small_letters(office, rule):
    granted(rule, case_number="26-abc")

    assert state_of(submitted(office, case_number="26-ABC")) == State.IN_APPROVAL


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (AT - timedelta(days=1), AT),
        (AT + timedelta(minutes=1), AT + timedelta(days=1)),
    ],
)
def test_waiver_holds_between_its_moments_only(office, rule, begins, ends):
    granted(rule, begins=begins, ends=ends)

    assert state_of(submitted(office)) == State.REFUSED


def test_waiver_that_is_only_asked_for_changes_nothing(office, rule):
    asked(rule)

    assert state_of(submitted(office)) == State.REFUSED


def test_ended_waiver_changes_nothing_from_then_on(office, rule):
    waiver = granted(rule)
    captain = of_rank(Grade.CAPTAIN)
    actions.end_waiver(waiver=waiver, by=captain, at=AT - timedelta(hours=1), reason="Over.")

    assert state_of(submitted(office)) == State.REFUSED


def test_what_nothing_overrides_is_refused_in_spite_of_a_waiver(office, rule):
    granted(rule)

    request = submitted(office, agency_is_outside=True, agency_name="Vernon")

    assert state_of(request) == State.REFUSED


def test_decision_that_the_waived_rule_would_not_have_touched_names_no_waiver(office, rule):
    granted(rule)

    submitted(office, offense="homicide")

    assert DecisionWaiver.objects.count() == 0


def test_replay_sets_aside_what_rested_on_a_waiver(office, rule):
    granted(rule)
    submitted(office)

    figures = replay(compile_pack(read_pack(NO_ROBBERY)), begins=BEGINS, ends=ENDS)

    assert (figures["waived"], figures["decisions"], figures["flipped"]) == (1, 0, 0)


def test_forbidding_rule_stays_even_where_its_name_is_given():
    policy = compile_pack(read_pack(NO_ROBBERY))
    named = frozenset({"1-robbery", "2-outside"})

    left = [rule.reason.rule for rule in without(policy, named).rules["submit"]]

    assert left == ["2-outside"]
    assert spoken(policy, named, "submit", {"request.offense": "robbery"}) == ["1-robbery"]


def test_waivers_hold_at_a_past_moment_whatever_became_of_them_later(rule):
    waiver = granted(rule)
    captain = of_rank(Grade.CAPTAIN)
    actions.end_waiver(waiver=waiver, by=captain, at=AT + timedelta(hours=1), reason="Over.")

    held = [Waiver.objects.holding(CASE, at).exists() for at in (AT, AT + timedelta(hours=2))]

    assert held == [True, False]
