"""The clauses behind a verdict or a decision, quoted as they stand in the policy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.policies.deciding import REGISTER, Reason, Verdict
from policy.policies.models import Clause, Decision, Version
from policy.policies.models import Reason as Kept
from policy.policies.wording import with_links


@dataclass(frozen=True)
class Quote:
    """A clause verbatim, or what is said where no rule speaks (`clause` is then empty)."""

    text: str
    clause: str = ""
    title: str = ""
    number: int | None = None

    @property
    def source(self) -> str:
        if not self.clause:
            return self.title
        return _("%(title)s, version %(number)s, clause %(clause)s") % vars(self)


def quotes_of_decision(decision: Decision) -> list[Quote]:
    """The clauses that mattered to a kept decision; reads `reasons` with rule, clause, version."""
    return _once(
        _quote(reason.rule.clause, reason.rule.version) if reason.rule else _unruled(reason)
        for reason in decision.reasons.all()
    )


def quotes_of_verdict(verdict: Verdict) -> list[Quote]:
    """The clauses that mattered to a verdict of the versions in force."""
    clauses = _clauses_of(verdict)
    return _once(
        _quote(clauses[key], clauses[key].version) if key in clauses else _unruled(reason)
        for reason in verdict.reasons
        for key in [(reason.policy, reason.version, reason.clause)]
    )


def where(quotes: Sequence[Quote]) -> str:
    """The clauses of the first policy by number, and how many more: "clause 1 of “Notice” and 2
    more"; empty where none is quoted."""
    named = [quote for quote in quotes if quote.clause]
    if not named:
        return ""
    first = [quote.clause for quote in named if quote.title == named[0].title]
    words = ngettext(
        "clause %(clauses)s of “%(title)s”", "clauses %(clauses)s of “%(title)s”", len(first)
    ) % {"clauses": get_text_list(first, _("and")), "title": named[0].title}
    if len(first) == len(named):
        return words
    return _("%(first)s and %(count)s more") % {"first": words, "count": len(named) - len(first)}


def _quote(clause: Clause, version: Version) -> Quote:
    return Quote(with_links(clause.text, version), clause.identifier, version.title, version.number)


def _unruled(reason: Kept | Reason) -> Quote:
    """What no rule gave: the silence of the policies, or the register of systems."""
    title = _("The register of systems") if reason.effect == REGISTER else ""
    return Quote(reason.text, title=title)


def _once(quotes: Iterable[Quote]) -> list[Quote]:
    """Several rules may carry out one clause, which is quoted once."""
    return list(dict.fromkeys(quotes))


def _clauses_of(verdict: Verdict) -> dict[tuple[str | None, int | None, str | None], Clause]:
    wanted = Q(pk__in=())
    for reason in verdict.reasons:
        wanted |= Q(
            version__policy__slug=reason.policy,
            version__number=reason.version,
            identifier=reason.clause,
        )
    clauses = Clause.objects.filter(wanted).select_related("version__policy")
    return {(c.version.policy.slug, c.version.number, c.identifier): c for c in clauses}
