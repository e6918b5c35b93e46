from hypothesis import given, settings
from hypothesis import strategies as st

from policy.language.cel import as_source
from policy.policies.deciding import decide
from tests.policy.language.samples import VOCABULARY as SAMPLES
from tests.policy.language.strategies import conditions
from tests.policy.language.strategies import facts as some_facts
from tests.policy.policies.building import a_policy, a_rule
from tests.policy.policies.deciding.switches import facts, switched

rules = st.builds(
    a_rule,
    st.sampled_from(["forbid", "except", "refuse", "allow", "require"]),
    conditions(SAMPLES).map(as_source),
)
policies = st.builds(
    lambda some: a_policy(*some, vocabulary=SAMPLES), st.lists(rules, min_size=1, max_size=5)
)


@settings(deadline=None)
@given(st.lists(policies, min_size=1, max_size=2), some_facts(SAMPLES), some_facts(SAMPLES))
def test_learning_a_fact_never_turns_a_decided_verdict(some, known, learned):
    more = {**learned, **{name: value for name, value in known.items() if value is not None}}

    before = decide(some, gate="submit", facts=known)
    after = decide(some, gate="submit", facts=more)

    if before.outcome != "undecided":
        assert after.outcome == before.outcome


@settings(deadline=None)
@given(st.lists(policies, min_size=1, max_size=2), some_facts(SAMPLES))
def test_undecided_names_facts_that_are_unknown_and_others_name_none(some, known):
    verdict = decide(some, gate="submit", facts=known)

    assert all(known.get(name) is None for name in verdict.unknown)
    assert bool(verdict.unknown) == (verdict.outcome == "undecided")


def test_a_missing_fact_is_as_unknown_as_none():
    policy = switched(effects=("allow", "forbid"))

    missing = decide([policy], gate="submit", facts=facts(allow=True))
    none = decide([policy], gate="submit", facts=facts(allow=True, forbid=None))

    assert missing == none
    assert (missing.outcome, missing.unknown) == ("undecided", ("first.forbid_holds",))


def test_an_open_requirement_leaves_a_permit_undecided():
    policy = switched(effects=("allow", "require"))

    verdict = decide([policy], gate="submit", facts=facts(allow=True))

    assert (verdict.outcome, verdict.unknown) == ("undecided", ("first.require_holds",))


def test_an_open_requirement_does_not_matter_to_a_refusal():
    policy = switched(effects=("forbid", "require"))

    verdict = decide([policy], gate="submit", facts=facts(forbid=True))

    assert (verdict.outcome, verdict.unknown) == ("refused", ())


def test_reasons_of_an_undecided_verdict_are_the_open_rules_that_matter():
    policy = switched()

    verdict = decide([policy], gate="submit", facts=facts(forbid=False, allow=True))

    assert [reason.rule for reason in verdict.reasons] == ["except", "refuse"]
    assert verdict.unknown == ("first.except_holds", "first.refuse_holds")


def test_a_second_rule_of_an_effect_that_holds_does_not_matter():
    policy = a_policy(
        a_rule("refuse", "request.sensitive_event"),
        a_rule("refuse", "system.is_trial"),
        a_rule("except", "request.exigent"),
    )

    verdict = decide([policy], gate="submit", facts={"request.sensitive_event": True})

    assert (verdict.outcome, verdict.unknown) == ("undecided", ("request.exigent",))


def test_only_the_missing_facts_of_an_open_rule_are_named():
    policy = a_policy(
        a_rule("allow", "request.exigent && requester.sworn && system.is_trial"),
    )

    verdict = decide([policy], gate="submit", facts={"request.exigent": True})

    assert verdict.unknown == ("system.is_trial", "requester.sworn")
