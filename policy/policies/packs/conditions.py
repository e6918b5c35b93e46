"""The conditions of a pack: each must parse, and ask only for what its gates know."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from policy.language.conditions import ConditionError, facts_of
from policy.language.facts import Fact, Vocabulary
from policy.language.parser import parse
from policy.policies.choices import Gate
from policy.policies.packs.errors import Report
from policy.policies.packs.lines import Path
from policy.policies.packs.questions import answer_fact
from policy.policies.packs.schema import Pack, QuestionText

_ORDER = {gate: place for place, gate in enumerate(Gate.values)}
_WITH_CHOICES = ("choice", "ordered_choice", "set")


def check_conditions(pack: Pack, vocabulary: Vocabulary, report: Report) -> Vocabulary:
    """Report every condition that does not parse, and every fact asked for too early.

    Returns the vocabulary with the answers to those of the pack's questions that are sound.
    """
    own = vocabulary.extended(_answers(pack, report))
    for path, text, gates in _conditions(pack):
        for name in sorted(_facts(text, path, own, report)):
            _check_gates(own[name], gates, path, report)
            if name == _own_answer(pack, path):
                report.add(path, _("a question cannot wait for its own answer"))
    return own


def _conditions(pack: Pack) -> Iterator[tuple[Path, str, Sequence[str]]]:
    for i, rule in enumerate(pack.rules):
        yield ("rule", i, "when"), rule.when, rule.gates
    for i, question in enumerate(pack.questions):
        yield ("question", i, "when"), question.when, question.gates
    for i, assurance in enumerate(pack.assurances):
        yield ("assurance", i, "never"), assurance.never, assurance.gates


def _answers(pack: Pack, report: Report) -> list[Fact]:
    """The facts of all questions that can be one; each name once."""
    facts: dict[str, Fact] = {}
    for i, question in enumerate(pack.questions):
        fact = _answer(question, ("question", i), report)
        if fact:
            facts.setdefault(fact.name, fact)
    return list(facts.values())


def _answer(question: QuestionText, path: Path, report: Report) -> Fact | None:
    if not (question.name and question.type and question.gates):
        return None
    if problem := _problem_of_choices(question):
        if not report.has((*path, "choices")):
            report.add(path, problem)
        return None
    try:
        return answer_fact(question)
    except ValueError as error:
        report.add((*path, "name"), str(error))
        return None


def _problem_of_choices(question: QuestionText) -> str:
    if question.type in _WITH_CHOICES and not question.choices:
        return _("the type %s needs choices") % question.type
    if question.type not in _WITH_CHOICES and question.choices:
        return _("the type %s has no choices") % question.type
    return ""


def _facts(text: str, path: Path, vocabulary: Vocabulary, report: Report) -> frozenset[str]:
    """The facts of a condition; none where it is blank, or does not parse and is reported."""
    try:
        return facts_of(parse(text, vocabulary)) if text else frozenset()
    except ConditionError as error:
        report.add(path, str(error))
        return frozenset()


def _check_gates(fact: Fact, gates: Sequence[str], path: Path, report: Report) -> None:
    early = [gate for gate in gates if _ORDER[gate] < _ORDER[fact.known_from]]
    if early:
        words = {"fact": fact.name, "from": fact.known_from, "gate": early[0]}
        message = _("%(fact)s is known from the gate %(from)s on, not yet at %(gate)s")
        report.add(path, message % words)


def _own_answer(pack: Pack, path: Path) -> str:
    """The answer to the question at `path`; nothing for any other path."""
    return f"answer.{pack.questions[int(path[1])].name}" if path[0] == "question" else ""
