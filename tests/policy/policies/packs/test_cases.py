"""Every shipped pack answers its own example requests as they say."""

import pytest

from policy.policies.choices import Gate
from policy.policies.deciding import compile_pack, decide
from policy.policies.packs import read_pack, shipped_packs

PACKS = {
    slug: read_pack(path.read_text(encoding="utf-8")) for slug, path in shipped_packs().items()
}
POLICIES = {slug: compile_pack(pack) for slug, pack in PACKS.items()}
CASES = [
    pytest.param(slug, case, id=f"{slug}/{case.id}")
    for slug, pack in PACKS.items()
    for case in pack.cases
]
INCIDENTS = {
    "a commercial service searched by detectives in Los Angeles": (
        "lapd-notice-2020",
        "commercial-service",
    ),
    "favors from neighbors asked for in San Francisco": ("san-francisco-19b", "favor"),
    "favors from neighbors asked for in Austin": ("ccops-model-bill", "favor"),
    "a setting switched on in Ventura": ("oakland-9-64", "setting-on"),
    "personal phones in New York": ("nypd-facial-recognition", "personal-phone"),
    "an arrest on a lead alone": ("lapd-policy-2021", "arrest-on-a-lead-alone"),
    "alerts of a private network in New Orleans": ("new-orleans-147-2", "private-alert"),
}


@pytest.mark.parametrize(("slug", "case"), CASES)
def test_a_case_comes_out_as_its_pack_says(slug, case):
    verdict = decide([POLICIES[slug]], gate=case.gate, facts=case.facts)

    reasons = {reason.clause for reason in verdict.reasons}
    assert verdict.outcome == case.outcome
    assert case.clauses, "a case names the clauses that decide it"
    assert set(case.clauses) - reasons == set()


@pytest.mark.parametrize("slug", PACKS)
def test_a_lawful_request_passes_every_gate_of_a_pack_alone(slug):
    passed = {case.gate for case in PACKS[slug].cases if case.outcome == "permitted"}

    assert passed == set(Gate.values)


@pytest.mark.parametrize("slug", PACKS)
def test_a_pack_has_a_refusal_and_a_permit_among_at_least_six_cases(slug):
    outcomes = [case.outcome for case in PACKS[slug].cases]

    assert len(outcomes) >= 6
    assert {"permitted", "refused"} <= set(outcomes)


@pytest.mark.parametrize("incident", INCIDENTS)
def test_an_incident_that_happened_would_have_been_refused(incident):
    slug, name = INCIDENTS[incident]
    [case] = [case for case in PACKS[slug].cases if case.id == name]

    assert case.outcome == "refused"
    assert "reports" in case.source


def test_a_quiz_comes_with_the_policies_that_people_read_most():
    assert {slug for slug, pack in PACKS.items() if pack.quiz} == {
        "bja-template",
        "lacris-member-policy",
        "lapd-notice-2020",
        "lapd-policy-2021",
        "new-orleans-147-2",
        "nypd-facial-recognition",
        "san-francisco-19b",
        "virginia-15-2-1723-2",
        "washington-43-386",
    }


@pytest.mark.parametrize("slug", PACKS)
def test_no_two_cases_at_a_gate_have_the_same_words(slug):
    texts = [(case.gate, case.text) for case in PACKS[slug].cases]

    assert len(set(texts)) == len(texts)
