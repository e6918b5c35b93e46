"""What must fit together inside a pack, beyond the shape of each entry."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from policy.language.facts import Vocabulary
from policy.policies.choices import WAIVABLE, Effect, Enforcement
from policy.policies.packs.cases import check_case
from policy.policies.packs.conditions import check_conditions
from policy.policies.packs.errors import Report
from policy.policies.packs.lines import Path
from policy.policies.packs.references import check_references
from policy.policies.packs.requirements import check_rank, check_requirements
from policy.policies.packs.schema import AssuranceText, Pack, QuizText, RuleText


def check_pack(pack: Pack, vocabulary: Vocabulary, report: Report) -> None:
    """Report every error of the pack as a whole; blank entries were reported before."""
    _check_names(pack, report)
    _check_dates(pack, report)
    _check_clauses(pack, report)
    for i, rule in enumerate(pack.rules):
        _check_rule(rule, ("rule", i), vocabulary, report)
    for i, assurance in enumerate(pack.assurances):
        _check_assurance(assurance, ("assurance", i), report)
    for i, asked in enumerate(pack.quiz):
        _check_quiz(asked, ("quiz", i), report)
    check_references(pack, report)
    own = check_conditions(pack, vocabulary, report)
    for i, case in enumerate(pack.cases):
        check_case(case, pack, own, ("case", i), report)


def _check_names(pack: Pack, report: Report) -> None:
    _check_unique("clause", "id", (clause.id for clause in pack.clauses), report)
    _check_unique("rule", "id", (rule.id for rule in pack.rules), report)
    _check_unique("question", "name", (question.name for question in pack.questions), report)
    _check_unique("assurance", "id", (assurance.id for assurance in pack.assurances), report)
    _check_unique("case", "id", (case.id for case in pack.cases), report)
    _check_unique("quiz", "id", (asked.id for asked in pack.quiz), report)
    _check_unique("note", "id", (note.id for note in pack.notes), report)


def _check_unique(table: str, key: str, names: Iterable[str], report: Report) -> None:
    first: dict[str, int] = {}
    for i, name in enumerate(names):
        if name and first.setdefault(name, i) != i:
            words = {"name": name, "table": table, "number": first[name] + 1}
            message = _('"%(name)s" is taken by %(table)s %(number)d already') % words
            report.add((table, i, key), message)


def _check_dates(pack: Pack, report: Report) -> None:
    start, end = pack.version.effective_from, pack.version.effective_until
    if start and end and end <= start:
        message = _("expected a date after effective_from (%(start)s), not %(end)s")
        report.add(("version", "effective_until"), message % {"start": start, "end": end})


def _check_clauses(pack: Pack, report: Report) -> None:
    if report.has(("clause",)):
        return
    known = {clause.id for clause in pack.clauses}
    enforced = {rule.clause for rule in pack.rules}
    for i, rule in enumerate(pack.rules):
        if rule.clause and rule.clause not in known:
            report.add(("rule", i, "clause"), _('there is no clause "%s"') % rule.clause)
    for i, clause in enumerate(pack.clauses):
        if clause.enforcement == Enforcement.ENFORCED and clause.id not in enforced:
            message = _('no rule enforces clause "%s"; write one, or say evidenced or recorded')
            report.add(("clause", i, "enforcement"), message % clause.id)


def _check_rule(rule: RuleText, path: Path, vocabulary: Vocabulary, report: Report) -> None:
    missing = not rule.requirements and not report.has((*path, "requirement"))
    if rule.effect == Effect.REQUIRE and missing:
        report.add(path, _("effect require needs at least one [[rule.requirement]]"))
    if rule.effect not in ("", Effect.REQUIRE) and rule.requirements:
        message = _("only the effect require has requirements; this rule's is %s") % rule.effect
        report.add((*path, "requirement", 0), message)
    if rule.waivable_by and rule.effect not in ("", *WAIVABLE):
        words = {"effects": ", ".join(WAIVABLE), "effect": rule.effect}
        message = _("only the effects %(effects)s can be waived; this rule's is %(effect)s")
        report.add((*path, "waivable_by"), message % words)
    check_rank(rule.waivable_by or None, (*path, "waivable_by"), vocabulary, report)
    check_requirements(rule, path, vocabulary, report)


def _check_quiz(asked: QuizText, path: Path, report: Report) -> None:
    if asked.answer and asked.choices and asked.answer not in asked.choices:
        words = {"codes": ", ".join(asked.choices), "answer": asked.answer}
        message = _('expected one of the choices (%(codes)s), not "%(answer)s"')
        report.add((*path, "answer"), message % words)


def _check_assurance(assurance: AssuranceText, path: Path, report: Report) -> None:
    misread = report.has((*path, "never")) or report.has((*path, "always_requires"))
    if not misread and bool(assurance.never) == bool(assurance.always_requires):
        report.add(path, _("an assurance has either never or always_requires"))
