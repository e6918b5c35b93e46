"""Assurances that hold, that fail with an example, and that are not proved."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest

from policy.policies.analysis.analyzing import analyze
from policy.policies.analysis.assurances import prove
from policy.policies.analysis.solving import Limits
from policy.policies.deciding import compile_pack
from policy.policies.packs import AssuranceText, RequirementText, read_pack, shipped_packs
from tests.policy.policies.analysis.pigeons import NOTHING, pigeon_pack
from tests.policy.policies.building import a_policy, a_rule

COMMERCIAL = 'system.ownership == "commercial"'
NEVER_COMMERCIAL = AssuranceText("never", "Never commercial.", ("submit",), COMMERCIAL)
ALWAYS_REVIEWED = AssuranceText("always", "Always.", ("submit",), always_requires="review")
REVIEW = (RequirementText("review", {"examiners": 1}),)


def proof(assurance, *policies, **limits):
    [found] = prove(policies, [assurance], Limits(**limits) if limits else None)
    return found


@pytest.mark.parametrize(
    ("rules", "holds"),
    [
        ([("allow", "true")], False),
        ([("allow", "true"), ("forbid", COMMERCIAL)], True),
        ([("allow", "true"), ("refuse", COMMERCIAL)], True),
        ([("allow", "true"), ("refuse", COMMERCIAL), ("except", "request.exigent")], False),
        ([("forbid", COMMERCIAL), ("except", "request.exigent")], True),
        ([("allow", 'system.ownership == "government"')], True),
        ([], True),
    ],
)
def test_never_fails_where_a_request_can_be_permitted(rules, holds):
    assert proof(NEVER_COMMERCIAL, a_policy(*(a_rule(*rule) for rule in rules))).holds is holds


def test_a_failed_assurance_names_who_permits_and_shows_a_request():
    policy = a_policy(
        a_rule("allow", "true", id="all"),
        a_rule("refuse", COMMERCIAL),
        a_rule("except", "request.exigent", id="urgent"),
    )

    found = proof(NEVER_COMMERCIAL, policy)

    assert found.rules == ("urgent", "all")
    assert found.example.facts == {"system.ownership": "commercial", "request.exigent": True}
    assert found.example.text == (
        "Someone asks to submit the request where the system is a commercial third party's and "
        "there are exigent circumstances."
    )


@pytest.mark.parametrize(
    ("when", "holds"), [("true", True), ("request.exigent", False), (None, False)]
)
def test_always_requires_fails_where_a_permit_can_lack_the_requirement(when, holds):
    rules = [a_rule("allow")]
    if when:
        rules.append(a_rule("require", when, requirements=REVIEW))

    assert proof(ALWAYS_REVIEWED, a_policy(*rules)).holds is holds


def test_policies_are_proved_together():
    permits = a_policy(a_rule("allow", id="all"), slug="first")
    silent = a_policy(a_rule("allow", "false"), slug="second")
    refuses = a_policy(a_rule("refuse", COMMERCIAL), slug="third")

    alone = proof(NEVER_COMMERCIAL, permits, silent)
    together = proof(NEVER_COMMERCIAL, permits, silent, refuses)

    assert (alone.holds, alone.rules) == (False, ("first: all",))
    assert together.holds is True


def test_without_a_policy_nothing_is_permitted_and_every_assurance_holds():
    assert proof(NEVER_COMMERCIAL).holds is True


def test_what_the_solver_does_not_finish_is_not_proved_and_never_holds():
    start = monotonic()

    found = proof(NOTHING, compile_pack(pigeon_pack(14)), each=1)

    assert (found.holds, found.example) == (None, None)
    assert monotonic() - start < 30


def test_the_same_is_proved_where_it_is_small_enough():
    assert proof(NOTHING, compile_pack(pigeon_pack(4))).holds is True


def test_where_no_time_is_left_nothing_is_proved():
    assert proof(NEVER_COMMERCIAL, a_policy(a_rule("allow")), in_all=0).holds is None


def test_analyses_in_several_threads_answer_as_one_after_the_other():
    packs = [read_pack(path.read_text(encoding="utf-8")) for path in shipped_packs().values()]
    alone = [analyze(pack) for pack in packs]

    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(analyze, packs * 3))

    assert at_once == alone * 3
