"""What a requirement must fulfil beyond the shape of its entries."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from policy.language.facts import Vocabulary
from policy.personnel.choices import Grade
from policy.policies.choices import Gate, Party, RequirementKind
from policy.policies.packs.errors import Report
from policy.policies.packs.lines import Path
from policy.policies.packs.schema import RequirementText, RuleText
from policy.policies.packs.values import one_of

_UP_TO_APPROVAL = (Gate.SUBMIT, Gate.APPROVE)

# The gates by which a requirement of a kind must be known; the other kinds may come at any gate.
_GATES_OF_KIND: Mapping[str, Sequence[str]] = {
    RequirementKind.APPROVAL: _UP_TO_APPROVAL,
    RequirementKind.EXPIRY: _UP_TO_APPROVAL,
    RequirementKind.AFTER_THE_FACT: (*_UP_TO_APPROVAL, Gate.RUN),
    RequirementKind.DOCUMENT: (Gate.SUBMIT, Gate.ACT),
    RequirementKind.REVIEW: (*_UP_TO_APPROVAL, Gate.RUN, Gate.RELEASE),
}

# The gates at which each person is there to attest.
_GATES_OF_PARTY: Mapping[str, Sequence[str]] = {
    Party.REQUESTER: (Gate.SUBMIT, Gate.ACT),
    Party.APPROVER: (Gate.APPROVE,),
    Party.OPERATOR: (Gate.RUN, Gate.RELEASE),
}


def check_requirements(rule: RuleText, path: Path, vocabulary: Vocabulary, report: Report) -> None:
    """Report every requirement of the rule at `path` that cannot be carried out as written."""
    for i, requirement in enumerate(rule.requirements):
        here = (*path, "requirement", i)
        _check_gates(requirement, rule.gates, here, report)
        check_rank(requirement.details.get("rank"), (*here, "rank"), vocabulary, report)
        _check_notice(requirement, here, report)
        _check_retention(requirement, here, report)


def _check_gates(
    requirement: RequirementText, gates: Sequence[str], path: Path, report: Report
) -> None:
    by = requirement.details.get("by")
    _check_among(gates, _GATES_OF_KIND.get(requirement.kind), path, "kind", report)
    _check_among(gates, _GATES_OF_PARTY.get(str(by)), path, "by", report)


def _check_among(
    gates: Sequence[str], known: Sequence[str] | None, path: Path, key: str, report: Report
) -> None:
    wrong = [gate for gate in gates if known and gate not in known]
    if known and wrong:
        words = {"gates": ", ".join(known), "gate": wrong[0]}
        message = _("this can be required at %(gates)s, not at %(gate)s") % words
        report.add((*path, key), message)


def _ranks(vocabulary: Vocabulary) -> Collection[str]:
    known = vocabulary.get("approver.rank")
    return known.choices if known else Grade.values


def check_rank(rank: object, path: Path, vocabulary: Vocabulary, report: Report) -> None:
    """Report a rank, where one is given, that is none of those in the vocabulary."""
    try:
        if rank is not None:
            one_of(_ranks(vocabulary))(rank)
    except ValueError as error:
        report.add(path, str(error))


def _check_notice(requirement: RequirementText, path: Path, report: Report) -> None:
    details = requirement.details
    if requirement.kind == "notice" and ("before" in details) == ("after" in details):
        report.add(path, _("a notice has either before or after, with a gate"))


def _check_retention(requirement: RequirementText, path: Path, report: Report) -> None:
    floor, ceiling = (requirement.details.get(key) for key in ("min_days", "max_days"))
    if requirement.kind == "retention" and floor is None and ceiling is None:
        report.add(path, _("a retention has min_days, max_days or both"))
    if isinstance(floor, int) and isinstance(ceiling, int) and floor > ceiling:
        message = _("expected max_days of at least min_days (%(floor)d), not %(ceiling)d")
        report.add((*path, "max_days"), message % {"floor": floor, "ceiling": ceiling})
