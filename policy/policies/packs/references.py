"""References between clauses: in a text, `[clause 4(b)]` stands for the clause of that name."""

import re
from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from policy.policies.packs.errors import Report
from policy.policies.packs.lines import Path
from policy.policies.packs.schema import Pack

# What a link in Markdown looks like, `[clause 3](https://…)`, is left to Markdown.
_REFERENCE = re.compile(r"\[clause ([A-Za-z0-9(][A-Za-z0-9._()-]*)\](?![(\[:])")


def references_in(text: str) -> list[str]:
    """The clauses that a text refers to, in its order."""
    return _REFERENCE.findall(text)


def replaced(text: str, write: Callable[[str], str]) -> str:
    """The text with what `write` makes of each clause in the place of the reference to it."""
    return _REFERENCE.sub(lambda found: write(found[1]), text)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The text with its references following the clauses to their new names."""
    return replaced(text, lambda name: f"[clause {names.get(name, name)}]")


def referred_clauses(pack: Pack) -> frozenset[str]:
    """Every clause that a text or a case of the pack names, whether it is there or not."""
    in_texts = (name for _path, text in _texts(pack) for name in references_in(text))
    return frozenset(in_texts).union(*(case.clauses for case in pack.cases))


def check_references(pack: Pack, report: Report) -> None:
    """Report every reference to a clause that is not there."""
    if report.has(("clause",)):
        return
    known = {clause.id for clause in pack.clauses}
    for path, text in _texts(pack):
        for name in dict.fromkeys(references_in(text)):
            if name not in known:
                report.add(path, _('there is no clause "%s" to refer to') % name)


def _texts(pack: Pack) -> Iterator[tuple[Path, str]]:
    yield ("version", "summary"), pack.version.summary
    for i, clause in enumerate(pack.clauses):
        yield ("clause", i, "text"), clause.text
    for i, assurance in enumerate(pack.assurances):
        yield ("assurance", i, "text"), assurance.text
    for i, case in enumerate(pack.cases):
        yield ("case", i, "text"), case.text
    for i, asked in enumerate(pack.quiz):
        yield ("quiz", i, "text"), asked.text
    for i, note in enumerate(pack.notes):
        yield ("note", i, "text"), note.text
