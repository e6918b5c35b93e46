import json
from itertools import permutations, product

import pytest

from policy.policies.choices import Gate
from policy.policies.deciding import decide
from policy.policies.deciding.deciding import answers_of
from policy.policies.packs import RequirementText
from tests.policy.policies.building import a_policy, a_rule


def test_a_verdict_as_json_has_just_the_documented_entries():
    approval = RequirementText("approval", {"count": 2, "independent_of": ("operator",)})
    policy = a_policy(
        a_rule("allow", "request.exigent", id="urgent"),
        a_rule("require", "requester.sworn", id="two", requirements=(approval,)),
    )
    known = {"request.exigent": True, "requester.sworn": True}

    answer = decide([policy], gate=Gate.SUBMIT, facts=known).as_json()

    assert json.loads(json.dumps(answer)) == {
        "outcome": "permitted",
        "policy": "test-policy",
        "version": 1,
        "gate": "submit",
        "reasons": [
            {
                "policy": "test-policy",
                "clause": "1",
                "rule": "urgent",
                "effect": "allow",
                "text": (
                    "Clause 1, Only clause: “What the rules say.” "
                    "The rule allows when there are exigent circumstances."
                ),
            }
        ],
        "requirements": [
            {
                "policy": "test-policy",
                "clause": "1",
                "rule": "two",
                "kind": "approval",
                "count": 2,
                "independent_of": ["operator"],
            }
        ],
        "unknown": [],
        "to_permit": [],
    }


def test_changes_that_would_permit_are_given_along():
    policy = a_policy(a_rule("allow", "request.exigent"))

    verdict = decide([policy], gate="submit", facts={"request.exigent": False})

    changes = [{"request.exigent": True}]
    assert verdict.as_json(changes)["to_permit"] == changes


def test_policy_and_version_are_those_of_the_decisive_reason():
    allowing = a_policy(a_rule("allow"), slug="allowing")
    forbidding = a_policy(a_rule("forbid"), slug="forbidding")

    answer = decide([allowing, forbidding], gate="submit", facts={}).as_json()

    assert (answer["policy"], answer["version"]) == ("forbidding", 1)


def test_without_a_policy_there_is_none_to_name():
    answer = decide([], gate="submit", facts={}).as_json()

    assert (answer["policy"], answer["version"], answer["reasons"]) == (
        None,
        None,
        [
            {
                "policy": None,
                "clause": None,
                "rule": None,
                "effect": "silence",
                "text": "No policy is in force.",
            }
        ],
    )


def test_requirements_are_those_of_the_rules_that_hold_and_none_for_a_refusal():
    policy = a_policy(
        a_rule("allow", "!request.agency_is_outside"),
        a_rule("require", "request.exigent", id="urgent"),
        a_rule("require", "!request.exigent", id="calm"),
    )
    inside = {"request.agency_is_outside": False, "request.exigent": True}
    outside = {"request.agency_is_outside": True, "request.exigent": True}

    permitted = decide([policy], gate="submit", facts=inside)
    refused = decide([policy], gate="submit", facts=outside)

    assert [each["rule"] for each in permitted.requirements] == ["urgent"]
    assert refused.requirements == ()


CONDITIONS = ("request.exigent", "requester.sworn", "request.agency_is_outside")


@pytest.mark.parametrize("answers", list(product([True, False, None], repeat=3)))
def test_condition_that_several_policies_share_answers_in_each_of_them(
    answers: tuple[bool | None, ...],
):
    given = zip(CONDITIONS, answers, strict=True)
    facts = {name: value for name, value in given if value is not None}
    policies = [
        a_policy(*(a_rule("allow", when, id=when) for when in order), slug=f"policy-{number}")
        for number, order in enumerate(permutations(CONDITIONS))
    ]

    found = answers_of(policies, "submit", facts)

    assert found == tuple(
        tuple(facts.get(when) for when in order) for order in permutations(CONDITIONS)
    )
