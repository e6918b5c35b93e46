"""What stands behind each clause, whatever it claims."""

from dataclasses import replace

import pytest

from policy.policies.analysis.clauses import disagreements, read_clauses
from policy.policies.analysis.results import Analysis, Evidence
from policy.policies.packs import RequirementText
from tests.policy.policies.building import a_pack, a_rule

ATTEST = RequirementText("attestation", {"name": "read", "text": "I read it.", "by": "requester"})
APPROVE = RequirementText("approval", {"count": 2})


def clause(declared, *rules):
    pack = a_pack(*rules)
    [only] = pack.clauses
    [found] = read_clauses(replace(pack, clauses=(replace(only, enforcement=declared),)))
    return found


def requiring(*requirements):
    return a_rule("require", id="r", requirements=requirements)


@pytest.mark.parametrize(
    ("declared", "rules", "found"),
    [
        ("enforced", [a_rule("forbid")], "enforced"),
        ("recorded", [a_rule("forbid")], "enforced"),
        ("recorded", [a_rule("allow", "request.exigent")], "enforced"),
        ("recorded", [a_rule("allow", "true")], "recorded"),
        ("enforced", [a_rule("allow", "true")], "untestable"),
        ("enforced", [requiring(APPROVE)], "enforced"),
        ("enforced", [requiring(ATTEST)], "evidenced"),
        ("evidenced", [requiring(ATTEST)], "evidenced"),
        ("evidenced", [requiring(ATTEST, APPROVE)], "enforced"),
        ("evidenced", [], "untestable"),
        ("recorded", [], "recorded"),
        ("untestable", [], "untestable"),
    ],
)
def test_a_clause_is_what_its_rules_make_of_it(declared, rules, found):
    assert clause(declared, *rules).found == found


def test_rules_and_evidence_are_named_with_their_gates():
    found = clause("evidenced", a_rule("forbid", id="f"), requiring(ATTEST))

    assert found.rules == ("f",)
    assert found.evidence == (Evidence("r", "attestation", ("submit",)),)


def test_a_clause_that_claims_otherwise_is_a_finding():
    claims, keeps = clause("enforced", requiring(ATTEST)), clause("recorded")

    [finding] = disagreements([claims, keeps])

    assert (finding.kind, finding.rules) == ("declared_otherwise", ("r",))
    assert finding.text == (
        "Clause 1, Only clause, says “enforced by a rule”; it is evidenced by a document or an "
        "attestation."
    )


def test_shares_count_every_clause_once():
    clauses = (clause("recorded"), clause("recorded"), clause("enforced", a_rule("forbid")))

    assert Analysis(clauses=clauses).as_json()["clauses"] == {
        "enforced": 1,
        "evidenced": 0,
        "recorded": 2,
        "untestable": 0,
    }
