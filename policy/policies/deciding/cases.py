"""The suite of a policy: its example requests, decided by the policy alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policy.language.facts import FactError, Vocabulary, check_facts
from policy.policies.choices import Outcome
from policy.policies.deciding.compiling import CompiledPolicy, compile_pack
from policy.policies.deciding.deciding import decide
from policy.policies.deciding.verdicts import Verdict
from policy.policies.packs.schema import CaseText, Pack
from policy.policies.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of an example request.

    `clauses` are those of the reasons and of the requirements, each once, the decisive first.
    `outcome` is empty where the facts of the case cannot be. `why` says what differs from what was
    expected, and is empty where nothing does.
    """

    case: CaseText
    outcome: str
    clauses: tuple[str, ...]
    why: str

    @property
    def passed(self) -> bool:
        return not self.why

    @property
    def expected(self) -> str:
        """What was expected, in words."""
        return _in_words(self.case.outcome, self.case.clauses)

    @property
    def came(self) -> str:
        """What came, in words."""
        return _in_words(self.outcome, self.clauses) if self.outcome else _("nothing")

    def as_json(self) -> dict[str, object]:
        """The result as plain values for JSON."""
        return {
            "id": self.case.id,
            "gate": self.case.gate,
            "passed": self.passed,
            "expected": {"outcome": self.case.outcome, "clauses": list(self.case.clauses)},
            "came": {"outcome": self.outcome, "clauses": list(self.clauses)},
            "why": self.why,
        }


def run_cases(pack: Pack, vocabulary: Vocabulary = VOCABULARY) -> list[CaseResult]:
    """Decide every example request of a pack that `read_pack` accepted, in the order of the pack.

    Raises ConditionError or ValueError for a pack that was not checked against this vocabulary.
    """
    policy = compile_pack(pack, vocabulary)
    return [_run(case, policy) for case in pack.cases]


def red(results: Sequence[CaseResult]) -> list[CaseResult]:
    """Those that did not come out as expected."""
    return [result for result in results if not result.passed]


def _in_words(outcome: str, clauses: Sequence[str]) -> str:
    label = str(dict(Outcome.choices).get(outcome, outcome))
    if not clauses:
        return label
    words = {"outcome": label, "clauses": ", ".join(clauses)}
    return _("%(outcome)s, by clause %(clauses)s") % words


def _run(case: CaseText, policy: CompiledPolicy) -> CaseResult:
    try:
        check_facts(case.facts, policy.vocabulary)
    except FactError as error:
        return CaseResult(case, "", (), str(error))
    verdict = decide([policy], gate=case.gate, facts=case.facts)
    clauses = _clauses(verdict)
    return CaseResult(case, verdict.outcome.value, clauses, _why(case, policy, verdict, clauses))


def _clauses(verdict: Verdict) -> tuple[str, ...]:
    decisive = [reason.clause for reason in verdict.reasons if reason.clause]
    required = [str(requirement["clause"]) for requirement in verdict.requirements]
    return tuple(dict.fromkeys([*decisive, *required]))


def _why(case: CaseText, policy: CompiledPolicy, verdict: Verdict, clauses: tuple[str, ...]) -> str:
    if case.outcome != verdict.outcome:
        expected, came = str(Outcome(case.outcome).label), str(verdict.outcome.label)
        message = _("expected to be %(expected)s, and is %(came)s")
        return message % {"expected": expected, "came": came} + _reason(verdict, policy.vocabulary)
    missing = [clause for clause in case.clauses if clause not in clauses]
    if not missing:
        return ""
    words = {"missing": ", ".join(missing), "found": ", ".join(clauses) or _("none")}
    return _("expected by clause %(missing)s, and came by %(found)s") % words


def _reason(verdict: Verdict, vocabulary: Vocabulary) -> str:
    if verdict.unknown:
        labels = [str(vocabulary[name].label) for name in verdict.unknown]
        return _("; unknown: %(facts)s") % {"facts": ", ".join(labels)}
    return f": {verdict.reasons[0].text}"
