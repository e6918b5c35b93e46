"""A draft in words as far as it can be read, each flaw beside the entry that has it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from policy.policies.models import (
    Assurance,
    Case,
    Clause,
    Comment,
    Note,
    Question,
    QuizQuestion,
    Rule,
    Version,
)
from policy.policies.packs import Flaw, Pack, problems_of, sound_vocabulary
from policy.policies.queries import pack_of, threads_of
from policy.policies.queries.lists import current_vocabulary
from policy.policies.wording.provisions import RuleInWords, draft_rule_in_words

Row = Clause | Rule | Question | Assurance | Case | QuizQuestion | Note


@dataclass(frozen=True)
class PlacedFlaw:
    """A flaw with the anchor of the entry that has it, and the entry's key if it is about one."""

    anchor: str
    key: str
    where: str
    message: str


@dataclass(frozen=True)
class Entry:
    """A question, assurance, case, quiz question or note of a draft."""

    row: Any
    anchor: str
    flaws: tuple[PlacedFlaw, ...]


@dataclass(frozen=True)
class DraftRule(Entry):
    words: RuleInWords


@dataclass(frozen=True)
class DraftClause:
    clause: Clause
    anchor: str
    flaws: tuple[PlacedFlaw, ...]
    rules: tuple[DraftRule, ...]
    threads: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class DraftInWords:
    """A whole draft; `orphans` are the threads whose clause was deleted."""

    flaws: tuple[PlacedFlaw, ...]
    clauses: tuple[DraftClause, ...]
    questions: tuple[Entry, ...]
    assurances: tuple[Entry, ...]
    cases: tuple[Entry, ...]
    quiz: tuple[Entry, ...]
    notes: tuple[Entry, ...]
    orphans: tuple[Comment, ...]

    def flaws_at(self, anchor: str, key: str) -> tuple[PlacedFlaw, ...]:
        return tuple(flaw for flaw in self.flaws if (flaw.anchor, flaw.key) == (anchor, key))


def draft_in_words(version: Version) -> DraftInWords:
    pack = pack_of(version)
    flaws = tuple(_placed(flaw, version) for flaw in problems_of(pack, current_vocabulary()))
    rules, threads = _rules(version, pack, flaws), threads_of(version)
    return DraftInWords(
        flaws=flaws,
        clauses=tuple(
            DraftClause(
                clause,
                anchor,
                _at(anchor, flaws),
                tuple(rules.get(clause.pk, ())),
                threads.get(clause.pk, ()),
            )
            for clause in version.clauses.all()
            for anchor in [anchor_of(clause)]
        ),
        questions=_entries(version.questions.all(), flaws),
        assurances=_entries(version.assurances.all(), flaws),
        cases=_entries(version.cases.all(), flaws),
        quiz=_entries(version.quiz.all(), flaws),
        notes=_entries(version.notes.all(), flaws),
        orphans=threads.get(None, ()),
    )


def _rules(version: Version, pack: Pack, flaws: Sequence[PlacedFlaw]) -> dict[int, list[DraftRule]]:
    """The rules by the key of the clause that they hang on."""
    vocabulary = sound_vocabulary(pack, current_vocabulary())
    rules: dict[int, list[DraftRule]] = {}
    for rule in version.rules.all():
        anchor, words = anchor_of(rule), draft_rule_in_words(rule, vocabulary)
        entry = DraftRule(rule, anchor, _at(anchor, flaws), words)
        rules.setdefault(rule.clause_id, []).append(entry)
    return rules


def anchor_of(row: Row) -> str:
    """The id that the entry has on the page of its draft."""
    return f"{row._meta.model_name}-{row.pk}"


def _entries(rows: Iterable[Any], flaws: Sequence[PlacedFlaw]) -> tuple[Entry, ...]:
    return tuple(Entry(row, anchor_of(row), _at(anchor_of(row), flaws)) for row in rows)


def _at(anchor: str, flaws: Sequence[PlacedFlaw]) -> tuple[PlacedFlaw, ...]:
    return tuple(flaw for flaw in flaws if flaw.anchor == anchor)


_ROWS = {
    "clause": "clauses",
    "rule": "rules",
    "question": "questions",
    "assurance": "assurances",
    "case": "cases",
    "quiz": "quiz",
    "note": "notes",
}


def _placed(flaw: Flaw, version: Version) -> PlacedFlaw:
    table, number, key = (*flaw.path, None, "", "")[:3]
    if table in _ROWS and isinstance(number, int):
        row = getattr(version, _ROWS[str(table)]).all()[number]
        return PlacedFlaw(anchor_of(row), str(key), _named(row), flaw.message)
    if table in _ROWS:
        return PlacedFlaw(_ROWS[str(table)], "", str(_("the clauses")), flaw.message)
    return PlacedFlaw("head", str(number or ""), str(_("the head")), flaw.message)


def _named(row: Any) -> str:
    """The entry as the page calls it: clause 3, rule 3-county."""
    name = getattr(row, "identifier", "") or getattr(row, "name", "")
    return f"{row._meta.verbose_name} {name}".strip()
