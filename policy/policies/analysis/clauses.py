"""The auditability of a text: what stands behind each clause, whatever it claims."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from policy.policies.analysis.results import ClauseReading, Evidence, Finding
from policy.policies.choices import Effect, Enforcement, FindingKind, RequirementKind
from policy.policies.packs import ClauseText, Pack, RequirementText, RuleText

# What is left behind and can be looked at later; the other kinds hold the request up by themselves.
_EVIDENCE = frozenset(
    {
        RequirementKind.ATTESTATION,
        RequirementKind.DOCUMENT,
        RequirementKind.NOTICE,
        RequirementKind.AFTER_THE_FACT,
    }
)


def read_clauses(pack: Pack) -> tuple[ClauseReading, ...]:
    """What stands behind each clause of the pack, in the order of the text.

    A clause is enforced by rules that hold requests up, else evidenced by requirements that leave
    something behind. With neither it is recorded only where it says so itself, for then people
    see to it; what claims more and has nothing behind it is untestable.
    """
    return tuple(
        _read(clause, [rule for rule in pack.rules if rule.clause == clause.id])
        for clause in pack.clauses
    )


def disagreements(clauses: Sequence[ClauseReading]) -> list[Finding]:
    """A finding for each clause that claims another enforcement than it has."""
    return [_disagreement(clause) for clause in clauses if clause.declared != clause.found]


def _read(clause: ClauseText, rules: Sequence[RuleText]) -> ClauseReading:
    enforcing = tuple(rule.id for rule in rules if _enforces(rule))
    evidence = tuple(
        Evidence(rule.id, requirement.kind, rule.gates)
        for rule in rules
        for requirement in rule.requirements
        if _is_evidence(requirement)
    )
    declared = Enforcement(clause.enforcement)
    return ClauseReading(
        id=clause.id,
        heading=clause.heading,
        declared=declared,
        found=_found(declared, enforcing, evidence),
        rules=enforcing,
        evidence=evidence,
    )


def _found(
    declared: Enforcement, enforcing: Sequence[str], evidence: Sequence[Evidence]
) -> Enforcement:
    if enforcing:
        return Enforcement.ENFORCED
    if evidence:
        return Enforcement.EVIDENCED
    if declared == Enforcement.RECORDED:
        return Enforcement.RECORDED
    return Enforcement.UNTESTABLE


def _enforces(rule: RuleText) -> bool:
    """Whether the rule holds anything up: one that allows everything does not."""
    if rule.effect == Effect.REQUIRE:
        return any(not _is_evidence(requirement) for requirement in rule.requirements)
    return rule.effect != Effect.ALLOW or rule.when.strip() != "true"


def _is_evidence(requirement: RequirementText) -> bool:
    return requirement.kind in _EVIDENCE


def _disagreement(clause: ClauseReading) -> Finding:
    words = {
        "clause": clause.id,
        "heading": clause.heading,
        "declared": clause.declared.label,
        "found": clause.found.label,
    }
    text = _("Clause %(clause)s, %(heading)s, says “%(declared)s”; it is %(found)s.") % words
    rules = (*clause.rules, *(evidence.rule for evidence in clause.evidence))
    return Finding(FindingKind.DECLARED_OTHERWISE, tuple(dict.fromkeys(rules)), text)
