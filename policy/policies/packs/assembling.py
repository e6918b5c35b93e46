"""The parts of a pack from a parsed TOML document.

What cannot be read is reported and left blank, so that the rest can still be checked: a pack that
comes with a report is for checking only.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from policy.policies.packs.errors import Report
from policy.policies.packs.lines import Path
from policy.policies.packs.schema import (
    AssuranceText,
    CaseText,
    ClauseText,
    NoteText,
    Pack,
    PolicyHead,
    QuestionText,
    QuizText,
    RequirementText,
    RuleText,
    VersionHead,
)
from policy.policies.packs.tables import (
    ASSURANCE,
    CASE,
    CLAUSE,
    NOTE,
    POLICY,
    QUESTION,
    QUIZ,
    REQUIREMENTS,
    RULE,
    VERSION,
    Keys,
    read_table,
)
from policy.policies.packs.values import shown, unexpected

Document = Mapping[str, object]

_HEADS = {"policy": POLICY, "version": VERSION}
_LISTS = {
    "clause": CLAUSE,
    "rule": RULE,
    "question": QUESTION,
    "assurance": ASSURANCE,
    "case": CASE,
    "quiz": QUIZ,
    "note": NOTE,
}


def read_document(document: Document, report: Report) -> Pack:
    """The pack that a document holds; every error of its shape goes to the report."""
    for name in document.keys() - _HEADS.keys() - _LISTS.keys():
        expected = ", ".join([*_HEADS, *_LISTS])
        report.add((name,), _("unknown table; the tables of a pack are %s") % expected)
    for name in [name for name in (*_HEADS, "clause") if name not in document]:
        report.add((), _("the table %s is missing") % name)
    head = {name: _head(document, name, keys, report) for name, keys in _HEADS.items()}
    lists = {name: _list(document, name, keys, report) for name, keys in _LISTS.items()}
    return Pack(
        policy=PolicyHead(**({"slug": "", "title": "", "issuer": ""} | head["policy"])),
        version=VersionHead(**({"number": 0} | head["version"])),
        clauses=tuple(map(_clause, lists["clause"])),
        rules=tuple(_rule(raw, ("rule", i), report) for i, raw in enumerate(lists["rule"])),
        questions=tuple(map(_question, lists["question"])),
        assurances=tuple(map(_assurance, lists["assurance"])),
        cases=tuple(map(_case, lists["case"])),
        quiz=tuple(map(_quiz, lists["quiz"])),
        notes=tuple(map(_note, lists["note"])),
    )


def _head(document: Document, name: str, keys: Keys, report: Report) -> dict:
    return read_table(document[name], keys, (name,), report) if name in document else {}


def _list(document: Document, name: str, keys: Keys, report: Report) -> list[dict]:
    return [
        read_table(raw, keys, (name, i), report)
        for i, raw in enumerate(_tables(document.get(name, []), (name,), report))
    ]


def _tables(raw: object, path: Path, report: Report) -> list:
    if isinstance(raw, list):
        return raw
    report.add(path, _("expected [[%(name)s]], not %(value)s") % _named(path, raw))
    return []


def _named(path: Path, raw: object) -> dict[str, object]:
    names = [step for step in path if isinstance(step, str)]
    return {"name": ".".join(names), "value": shown(raw)}


def _clause(read: dict) -> ClauseText:
    return ClauseText(**({"id": "", "heading": "", "text": "", "enforcement": ""} | read))


def _rule(read: dict, path: Path, report: Report) -> RuleText:
    raw = _tables(read.get("requirement", []), (*path, "requirement"), report)
    return RuleText(
        id=read.get("id", ""),
        clause=read.get("clause", ""),
        gates=read.get("gate", ()),
        effect=read.get("effect", ""),
        when=read.get("when", ""),
        waivable_by=read.get("waivable_by", ""),
        requirements=tuple(
            _requirement(entry, (*path, "requirement", i), report) for i, entry in enumerate(raw)
        ),
    )


def _requirement(raw: object, path: Path, report: Report) -> RequirementText:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    if isinstance(raw, dict) and kind not in REQUIREMENTS:
        expected = _("one of %(codes)s") % {"codes": ", ".join(REQUIREMENTS)}
        problem = _("kind is missing") if kind is None else str(unexpected(kind, expected))
        report.add((*path, "kind"), problem)
        return RequirementText("", {})
    read = read_table(raw, REQUIREMENTS.get(str(kind), {}), path, report)
    return RequirementText(str(read.pop("kind", "")), read)


def _question(read: dict) -> QuestionText:
    blank = {"name": "", "label": "", "type": "", "choices": {}}
    gates = read.pop("gate", ())
    return QuestionText(**(blank | read), gates=gates)


def _assurance(read: dict) -> AssuranceText:
    gates = read.pop("gate", ())
    return AssuranceText(**({"id": "", "text": ""} | read), gates=gates)


def _case(read: dict) -> CaseText:
    blank: dict = {"id": "", "text": "", "gate": "", "facts": {}, "outcome": ""}
    return CaseText(**(blank | read))


def _quiz(read: dict) -> QuizText:
    blank: dict = {"id": "", "text": "", "choices": {}, "answer": ""}
    return QuizText(**(blank | read))


def _note(read: dict) -> NoteText:
    return NoteText(**({"id": "", "text": ""} | read))
