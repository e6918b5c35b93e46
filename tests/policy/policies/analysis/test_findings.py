"""Rules that never apply or never count, and requests of which no rule speaks."""

import pytest

from policy.policies.analysis.findings import idle_rules, silences
from policy.policies.analysis.proving import Prover
from tests.policy.policies.building import a_policy, a_rule

COMMERCIAL = 'system.ownership == "commercial"'
EVERY_GATE = ("submit", "approve", "run", "release", "act", "keep")


def idle(*rules):
    policy = a_policy(*rules)
    return [(each.kind.value, each.rules) for each in idle_rules(policy, Prover([policy]))]


def silent(*rules):
    policy = a_policy(*rules)
    return list(silences(policy, Prover([policy])))


@pytest.mark.parametrize(
    "when",
    [
        "false",
        f'{COMMERCIAL} && system.ownership == "government"',
        'request.legal_basis < "none"',
        "system.true_positive_rate > 98 && system.true_positive_rate < 97.5",
    ],
)
def test_a_rule_whose_condition_no_request_meets_never_fires(when):
    assert idle(a_rule("allow", when, id="x")) == [("never_fires", ("x",))]


@pytest.mark.parametrize(
    ("overridden", "overriding"),
    [
        ("allow", "forbid"),
        ("allow", "refuse"),
        ("except", "forbid"),
        ("require", "forbid"),
        ("require", "refuse"),
        ("refuse", "except"),
    ],
)
def test_a_rule_that_another_decides_wherever_it_holds_is_overridden(overridden, overriding):
    rules = [
        a_rule(overridden, f"{COMMERCIAL} && request.exigent", id="low"),
        a_rule(overriding, COMMERCIAL, id="high"),
    ]

    assert idle(*rules) == [("always_overridden", ("low", "high"))]


@pytest.mark.parametrize(
    ("first", "second"),
    [("refuse", "forbid"), ("allow", "except"), ("forbid", "except"), ("require", "allow")],
)
def test_rules_that_decide_alike_or_in_this_order_do_not_override(first, second):
    rules = [a_rule(first, COMMERCIAL), a_rule(second, COMMERCIAL)]

    assert [kind for kind, names in idle(*rules) if names[0] == rules[0].id] == []


def test_a_rule_that_counts_at_one_of_its_gates_is_not_overridden():
    rules = [
        a_rule("allow", COMMERCIAL, gates=("submit", "run")),
        a_rule("forbid", COMMERCIAL, gates=("submit",)),
    ]

    assert idle(*rules) == []


def test_an_exception_keeps_an_allowance_from_being_overridden():
    rules = [
        a_rule("allow", COMMERCIAL),
        a_rule("refuse", COMMERCIAL),
        a_rule("except", "request.exigent"),
    ]

    assert idle(*rules) == []


def test_an_overridden_rule_comes_with_a_request_in_words():
    policy = a_policy(
        a_rule("allow", COMMERCIAL, id="low"), a_rule("forbid", COMMERCIAL, id="high")
    )

    [finding] = idle_rules(policy, Prover([policy]))

    assert finding.text == ("Rule “low” never counts: wherever it applies, high decides otherwise.")
    assert finding.example.as_json() == {
        "gate": "submit",
        "text": (
            "Someone asks to submit the request where the system is a commercial third party's."
        ),
        "facts": {"system.ownership": "commercial"},
    }


def test_requests_that_no_rule_speaks_of_are_shown_at_each_gate():
    found = silent(
        a_rule("allow", "!request.exigent", gates=EVERY_GATE),
        a_rule("require", "true", gates=EVERY_GATE[:2]),
    )

    assert [finding.kind for finding in found] == ["silent"] * 6
    assert found[0].text == "There are requests of which no rule speaks: submit the request."
    assert found[0].example.text == (
        "Someone asks to submit the request where there are exigent circumstances."
    )


def test_a_gate_without_a_rule_that_decides_is_told_in_other_words():
    found = silent(
        a_rule("allow", gates=EVERY_GATE[1:]), a_rule("require", "true", gates=("submit",))
    )

    assert [(finding.text, finding.example.text) for finding in found] == [
        (
            "No rule of the policy decides at this gate: submit the request.",
            "Someone asks to submit the request.",
        )
    ]


def test_a_policy_that_speaks_of_every_request_is_never_silent():
    rules = [
        a_rule("allow", "request.exigent", gates=EVERY_GATE),
        a_rule("refuse", "!request.exigent", gates=EVERY_GATE),
    ]

    assert silent(*rules) == []
