"""All that can be said of one version, from its pack alone."""

from django.utils.translation import gettext as _

from policy.language.facts import Vocabulary
from policy.policies.analysis.assurances import prove_one
from policy.policies.analysis.clauses import disagreements, read_clauses
from policy.policies.analysis.conflicts import conflicts
from policy.policies.analysis.findings import idle_rules, silences
from policy.policies.analysis.proving import Prover
from policy.policies.analysis.results import Analysis, Finding, Proof
from policy.policies.analysis.solving import Limits
from policy.policies.analysis.staffing import Staffing
from policy.policies.choices import FindingKind
from policy.policies.deciding import compile_pack
from policy.policies.packs import Pack
from policy.policies.vocabulary import VOCABULARY


def analyze(
    pack: Pack,
    *,
    vocabulary: Vocabulary = VOCABULARY,
    staffing: Staffing | None = None,
    limits: Limits | None = None,
) -> Analysis:
    """The findings, proofs and clauses of a pack that `read_pack` accepted with this vocabulary.

    The assurances come first, so that they have the most time. `staffing` are the people of the
    smallest unit that the policy binds; without it nothing is said of who is left to approve.
    """
    policy = compile_pack(pack, vocabulary)
    prover = Prover([policy], limits)
    proofs = tuple(prove_one([policy], assurance, prover) for assurance in pack.assurances)
    clauses = read_clauses(pack)
    findings = (
        *(_failed(proof) for proof in proofs if proof.holds is False),
        *conflicts(policy, prover, staffing),
        *idle_rules(policy, prover),
        *silences(policy, prover),
        *disagreements(clauses),
        *(_unproved(proof) for proof in proofs if proof.holds is None),
    )
    return Analysis(findings, proofs, clauses)


def _failed(proof: Proof) -> Finding:
    text = _("The assurance “%(id)s” fails: %(text)s") % {"id": proof.id, "text": proof.text}
    return Finding(FindingKind.FAILED_ASSURANCE, proof.rules, text, proof.example)


def _unproved(proof: Proof) -> Finding:
    text = _("The assurance “%(id)s” is not proved: %(text)s")
    words = {"id": proof.id, "text": proof.text}
    return Finding(FindingKind.NOT_PROVED, (), text % words)
