"""What a version does, proved; and how it stands to another version of its policy."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policy.personnel.requests import Request
from policy.policies.analysis.results import Analysis, ClauseReading
from policy.policies.choices import Enforcement, FindingKind, RequirementKind
from policy.policies.models import Version
from policy.policies.queries import (
    analysis_of,
    comparison_of,
    errors_of,
    standing_proofs,
    summary_of,
    visible_to,
)
from policy.policies.views.finding import find
from policy.policies.wording import gates_in_words


@dataclass(frozen=True)
class Share:
    """How many clauses are carried out in one way, out of all."""

    enforcement: Enforcement
    count: int
    percent: int


@dataclass(frozen=True)
class ClauseInWords:
    """What stands behind a clause; `evidence` has words for each requirement."""

    clause: ClauseReading
    evidence: tuple[str, ...]


@require_safe
def analysis_page(request: Request, slug: str, number: int) -> HttpResponse:
    version = find(request.user, slug, number)
    others = visible_to(request.user).filter(policy=version.policy_id).exclude(pk=version.pk)
    context = {"version": version, "others": others, "errors": errors_of(version)}
    if not context["errors"]:
        context |= _proved(version)
    return render(request, "policies/analysis.html", context)


@require_safe
def compare_page(request: Request, slug: str, number: int, other: int) -> HttpResponse:
    """The later or earlier `other` as it stands to the version `number`, gate by gate."""
    version, before = find(request.user, slug, number), find(request.user, slug, other)
    errors = [*errors_of(version), *errors_of(before)]
    comparison = None if errors else comparison_of(before, version)
    context = {"version": version, "other": before, "errors": errors, "comparison": comparison}
    return render(request, "policies/compare.html", context)


def shares_of(analysis: Analysis) -> list[Share]:
    whole = len(analysis.clauses) or 1
    return [
        Share(enforcement, count, round(100 * count / whole))
        for enforcement, count in analysis.shares().items()
    ]


def summary_in_words(version: Version) -> dict[str, object]:
    """What the page of a version says of its analysis; nothing where the text has errors."""
    if errors_of(version):
        return {}
    summary = summary_of(version)
    return {"analysis": summary, "shares": shares_of(summary)}


def _proved(version: Version) -> dict[str, object]:
    analysis = analysis_of(version)
    return {
        "analysis": analysis,
        "shares": shares_of(analysis),
        # What fails is told with the assurances already.
        "findings": [
            each for each in analysis.findings if each.kind != FindingKind.FAILED_ASSURANCE
        ],
        "clauses": [_in_words(clause) for clause in analysis.clauses],
        "standing": standing_proofs(timezone.now(), with_version=version),
    }


def _in_words(clause: ClauseReading) -> ClauseInWords:
    return ClauseInWords(
        clause,
        tuple(
            _("%(kind)s, to %(gates)s (%(rule)s)")
            % {
                "kind": RequirementKind(evidence.kind).label,
                "gates": gates_in_words(evidence.gates),
                "rule": evidence.rule,
            }
            for evidence in clause.evidence
        ),
    )
