"""Two packs compared: heads, clauses, rules, questions and assurances."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policy.language.facts import Vocabulary
from policy.policies.packs import Pack, sound_vocabulary
from policy.policies.queries.lists import current_vocabulary
from policy.policies.redlining import entries
from policy.policies.redlining.merging import kind_of, merged
from policy.policies.redlining.words import Piece, changes_in

Words = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """What an entry says under one label, in both versions."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True)
class Change:
    """An entry of either version; `kind` is added, removed, changed or same.

    Of a changed entry `fields` are those that differ; of another all that say something.
    """

    name: str
    kind: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Part:
    """The entries of one kind, in the order of the later version."""

    changes: tuple[Change, ...]

    @property
    def differing(self) -> list[Change]:
        return [change for change in self.changes if change.kind != "same"]

    @property
    def unchanged(self) -> list[Change]:
        return [change for change in self.changes if change.kind == "same"]


@dataclass(frozen=True)
class Redline:
    head: Part
    clauses: Part
    rules: Part
    questions: Part
    assurances: Part

    @property
    def is_empty(self) -> bool:
        parts = (self.head, self.clauses, self.rules, self.questions, self.assurances)
        return not any(part.differing for part in parts)


def redline_of(old: Pack, new: Pack) -> Redline:
    """What became of every entry of `old`, and what is new, in the order of `new`."""
    before, after = _vocabulary(old), _vocabulary(new)
    return Redline(
        head=_changes({"": entries.head(old)}, {"": entries.head(new)}),
        clauses=_changes(
            {clause.id: entries.clause(clause) for clause in old.clauses},
            {clause.id: entries.clause(clause) for clause in new.clauses},
        ),
        rules=_changes(
            _by_name(old.rules, entries.rule, before), _by_name(new.rules, entries.rule, after)
        ),
        questions=_changes(
            {asked.name: entries.question(asked, before) for asked in old.questions},
            {asked.name: entries.question(asked, after) for asked in new.questions},
        ),
        assurances=_changes(
            _by_name(old.assurances, entries.assurance, before),
            _by_name(new.assurances, entries.assurance, after),
        ),
    )


def _vocabulary(pack: Pack) -> Vocabulary:
    return sound_vocabulary(pack, current_vocabulary())


def _by_name(
    rows: Iterable[Any], say: Callable[[Any, Vocabulary], Words], vocabulary: Vocabulary
) -> dict[str, Words]:
    return {row.id: say(row, vocabulary) for row in rows}


def _changes(old: Mapping[str, Words], new: Mapping[str, Words]) -> Part:
    return Part(tuple(_change(name, old, new) for name in merged(list(old), list(new))))


def _change(name: str, old: Mapping[str, Words], new: Mapping[str, Words]) -> Change:
    before, after = old.get(name, {}), new.get(name, {})
    kind = kind_of(name, old, new)
    labels = merged(list(before), list(after))
    fields = [
        Field(label, changes_in(before.get(label, ""), after.get(label, ""))) for label in labels
    ]
    return Change(
        name, kind, tuple(f for f in fields if f.pieces and (kind != "changed" or f.changed))
    )
