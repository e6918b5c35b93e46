"""What of a pack binds people: the part whose change asks everyone to acknowledge anew."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from policy.language.cel import as_source
from policy.language.conditions import ConditionError
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.policies.packs.questions import vocabulary_of
from policy.policies.packs.schema import (
    ClauseText,
    Pack,
    QuestionText,
    QuizText,
    RequirementText,
    RuleText,
)
from policy.policies.vocabulary import VOCABULARY


def substance_digest(pack: Pack) -> str:
    """SHA-256 in hexadecimal of what binds people: clauses, rules, questions and quiz.

    Number, dates, summary, sources, cases, assurances and notes are none of it; neither are the
    names of clauses and rules, the order of the rules, white space, the case and punctuation of
    headings, and how a condition is written.
    """
    vocabulary = vocabulary_of(pack, VOCABULARY)
    substance = {
        "clauses": [_clause(clause) for clause in pack.clauses],
        "rules": _in_order(_rule(rule, vocabulary) for rule in pack.rules),
        "questions": _in_order(_question(question, vocabulary) for question in pack.questions),
        "quiz": [_quiz(question) for question in pack.quiz],
    }
    return hashlib.sha256(_canonical(substance).encode()).hexdigest()


def _clause(clause: ClauseText) -> object:
    return [" ".join(re.findall(r"\w+", clause.heading.casefold())), _plain(clause.text)]


def _rule(rule: RuleText, vocabulary: Vocabulary) -> object:
    return {
        "effect": rule.effect,
        "gates": sorted(rule.gates),
        "when": _condition(rule.when, vocabulary),
        "requirements": _in_order(map(_requirement, rule.requirements)),
        "waivable_by": rule.waivable_by,
    }


def _requirement(requirement: RequirementText) -> object:
    details = {
        key: _plain(value) if isinstance(value, str) else value
        for key, value in requirement.details.items()
    }
    return [requirement.kind, details]


def _question(question: QuestionText, vocabulary: Vocabulary) -> object:
    return {
        "name": question.name,
        "label": _plain(question.label),
        "type": question.type,
        "choices": _choices(question.choices),
        "gates": sorted(question.gates),
        "when": _condition(question.when, vocabulary),
    }


def _quiz(question: QuizText) -> object:
    return [_plain(question.text), _choices(question.choices), question.answer]


def _choices(choices: Mapping[str, str]) -> object:
    return [[code, _plain(words)] for code, words in choices.items()]


def _condition(text: str, vocabulary: Vocabulary) -> str:
    """One spelling for each tree; a condition that cannot be read, as it is written."""
    try:
        return as_source(parse(text, vocabulary)) if text else ""
    except ConditionError:
        return _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _in_order(entries: Iterable[object]) -> list[str]:
    return sorted(map(_canonical, entries))


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
