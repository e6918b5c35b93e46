"""The vocabulary as people and programs read it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from policy.language.facts import Fact, Kind, Vocabulary

_HEADER = """\
# The vocabulary

Every fact that a rule can speak of, made by `manage.py vocabulary --markdown`. Do not edit it: add
a fact where `policy/policies/vocabulary/` declares it.

A fact is known from its gate on: submit, approve, run, release, act, keep. The meaning of a yes_no
fact is what holds when it is true. [policy-packs.md](policy-packs.md) says how conditions are
written for each kind. A policy's own questions add facts named `answer.<name>`.
"""


def as_json(vocabulary: Vocabulary) -> list[dict[str, object]]:
    """One plain object per fact, in the order of the vocabulary."""
    return [
        {
            "name": fact.name,
            "kind": str(fact.kind),
            "label": str(fact.label),
            "known_from": str(fact.known_from),
            "choices": {code: str(words) for code, words in fact.choices.items()},
        }
        for fact in vocabulary.values()
    ]


def as_text(vocabulary: Vocabulary) -> str:
    """One line per fact: name, kind, gate and label."""
    longest = max(map(len, vocabulary))
    return "\n".join(
        f"{fact.name:{longest}}  {fact.kind:14}  {fact.known_from!s:7}  {fact.label}"
        for fact in vocabulary.values()
    )


def as_markdown(vocabulary: Vocabulary) -> str:
    """The reference page: a table per group of facts, and under it the choices of its facts."""
    groups = groupby(vocabulary.values(), key=lambda fact: fact.name.partition(".")[0])
    return "\n".join([_HEADER, *(_section(group, list(facts)) for group, facts in groups)])


def _section(group: str, facts: Iterable[Fact]) -> str:
    head = [f"## {group}", "", "| fact | kind | from | meaning |", "|---|---|---|---|"]
    return "\n".join([*head, *map(_row, facts), "", *_choices(facts)])


def _row(fact: Fact) -> str:
    return f"| `{fact.name}` | {fact.kind} | {fact.known_from} | {_meaning(fact)} |"


def _meaning(fact: Fact) -> str:
    return str(fact.yes if fact.kind is Kind.YES_NO else fact.label)


def _choices(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        if fact.choices:
            order = _(", from the lowest to the highest") if fact.kind is Kind.ORDERED else ""
            yield f"`{fact.name}`{order}:\n"
            yield from (f"- `{code}`: {words}" for code, words in fact.choices.items())
            yield ""
