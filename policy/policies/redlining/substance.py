"""What changed in substance between two versions of a policy, clause by clause.

The comparison of words is that of `policy.policies.redlining`; this keeps to what binds people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policy.policies.models import Question, QuizQuestion, Version
from policy.policies.redlining.merging import kind_of, merged
from policy.policies.redlining.words import Piece, changes_in
from policy.policies.wording.provisions import Provision, RuleInWords, in_words

Words = Mapping[str, str]


@dataclass(frozen=True)
class ChangedField:
    """What an entry says under one label; without the inserted pieces as it was before."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Changed:
    """An entry that differs; `kind` is added, removed or changed."""

    name: str
    kind: str
    fields: tuple[ChangedField, ...]


def changes_between(old: Version, new: Version) -> list[Changed]:
    """The clauses with their rules, then the questions, that are not the same in both."""
    before, after = _entries(old), _entries(new)
    kinds = {name: kind_of(name, before, after) for name in merged(list(before), list(after))}
    return [
        Changed(name, kind, tuple(_fields(before.get(name, {}), after.get(name, {}))))
        for name, kind in kinds.items()
        if kind != "same"
    ]


def _fields(before: Words, after: Words) -> Iterator[ChangedField]:
    for label in merged(list(before), list(after)):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield ChangedField(label, changes_in(old, new))


def _entries(version: Version) -> dict[str, Words]:
    asked = {question.label: _question(question) for question in version.questions.all()}
    quiz = {question.text: _quiz(question) for question in version.quiz.all()}
    return dict(map(_provision, in_words(version))) | asked | quiz


def _provision(provision: Provision) -> tuple[str, Words]:
    clause = provision.clause
    name = _("Clause %(id)s, %(heading)s") % {"id": clause.identifier, "heading": clause.heading}
    rules = "\n".join(map(_rule, provision.rules))
    return name, {_("Text"): " ".join(clause.text.split()), _("What Gatehouse does"): rules}


def _rule(rule: RuleInWords) -> str:
    """For example "Refuse: submit the request, when the system is commercial."."""
    words = {"effect": rule.effect_label, "gates": rule.gates, "when": rule.condition}
    always, sometimes = _("%(effect)s: %(gates)s."), _("%(effect)s: %(gates)s, when %(when)s.")
    return " ".join([(sometimes if rule.condition else always) % words, *rule.requirements])


def _question(question: Question) -> Words:
    return {_("Question of the form"): "\n".join([question.label, *question.choices.values()])}


def _quiz(question: QuizQuestion) -> Words:
    return {_("Question of the quiz"): "\n".join([question.text, *question.choices.values()])}
