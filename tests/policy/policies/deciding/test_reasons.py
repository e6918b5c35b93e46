from policy.policies.deciding import Reason, compile_pack, decide
from policy.policies.packs import ClauseText
from tests.policy.policies.building import a_pack, a_policy, a_rule, rules_of
from tests.policy.policies.deciding.switches import facts, switched

BOTH = [switched("first"), switched("second")]


def test_a_reason_quotes_its_clause_and_says_its_rule_in_words():
    pack = a_pack(
        a_rule("forbid", "request.agency_is_outside", id="no-outside", clause="2(b)"),
        clauses=(ClauseText("2(b)", "Outside agencies", "No search for others.", "enforced"),),
    )
    policy = compile_pack(pack)

    verdict = decide([policy], gate="submit", facts={"request.agency_is_outside": True})

    assert verdict.reasons == (
        Reason(
            policy="test-policy",
            version=1,
            clause="2(b)",
            rule="no-outside",
            effect="forbid",
            text=(
                "Clause 2(b), Outside agencies: “No search for others.” "
                "The rule forbids when the search is for an outside agency."
            ),
        ),
    )


def test_a_rule_without_condition_is_said_to_hold_always():
    policy = a_policy(a_rule("allow", "true"))

    verdict = decide([policy], gate="submit", facts={})

    assert verdict.reasons[0].text == (
        "Clause 1, Only clause: “What the rules say.” The rule allows in every case."
    )


def test_silence_is_a_reason_of_each_policy_that_is_silent():
    policies = [a_policy(slug="one"), a_policy(slug="two")]

    verdict = decide(policies, gate="run", facts={})

    text = "No rule of “Test policy” permits this: run the search."
    assert verdict.reasons == (
        Reason("one", 1, None, None, "silence", text),
        Reason("two", 1, None, None, "silence", text),
    )


def test_every_policy_that_refuses_is_named_and_what_forbids_comes_first():
    known = {**facts("first", refuse=True, allow=True), **facts("second", forbid=True, refuse=True)}

    verdict = decide(BOTH, gate="submit", facts=closed(known))

    named = [(reason.policy, reason.rule) for reason in verdict.reasons]
    assert named == [("second", "forbid"), ("first", "refuse"), ("second", "refuse")]


def test_an_exception_reaches_the_refusals_of_its_own_policy_only():
    known = {**facts("first", refuse=True), **facts("second", **{"except": True, "refuse": True})}

    verdict = decide(BOTH, gate="submit", facts=closed(known))

    assert verdict.outcome == "refused"
    assert [(reason.policy, reason.rule) for reason in verdict.reasons] == [("first", "refuse")]


def test_an_excepted_refusal_is_no_reason_beside_what_forbids():
    known = facts("first", forbid=True, refuse=True, **{"except": True})

    verdict = decide(BOTH, gate="submit", facts=closed(known))

    assert rules_of(verdict.reasons) == ["forbid"]


def test_reasons_of_a_permit_are_what_excepts_and_what_allows():
    known = {**facts("first", allow=True), **facts("second", **{"except": True, "refuse": True})}

    verdict = decide(BOTH, gate="submit", facts=closed(known))

    assert verdict.outcome == "permitted"
    assert rules_of(verdict.reasons) == ["except", "allow"]


def test_rules_of_other_gates_have_no_say():
    policy = a_policy(
        a_rule("forbid", "true", gates=("run",)),
        a_rule("allow", "true", id="allowed", gates=("submit", "approve")),
    )

    verdicts = {gate: decide([policy], gate=gate, facts={}) for gate in ("submit", "run", "keep")}

    outcomes = {gate: verdict.outcome.value for gate, verdict in verdicts.items()}
    assert outcomes == {"submit": "permitted", "run": "refused", "keep": "refused"}


def closed(known):
    """The facts with every other switch off."""
    return {name: False for policy in BOTH for name in policy.vocabulary} | known
