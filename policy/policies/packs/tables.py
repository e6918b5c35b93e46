"""The tables of a pack and their keys: the one description of the format."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from policy.policies.choices import (
    Effect,
    Enforcement,
    Gate,
    Outcome,
    Party,
    QuestionType,
    RecordKind,
    RequirementKind,
)
from policy.policies.packs.errors import Report
from policy.policies.packs.lines import Path
from policy.policies.packs.values import (
    Reader,
    day_or_moment,
    facts,
    listed,
    matching,
    one_of,
    shown,
    some_of,
    text,
    unexpected,
    whole_number,
    yes_or_no,
)


@dataclass(frozen=True, slots=True)
class Key:
    read: Reader
    required: bool = False


Keys = Mapping[str, Key]

_SLUG = matching(
    r"[a-z0-9]+(-[a-z0-9]+)*",
    80,
    gettext_noop("lower-case letters, digits and single hyphens, at most %(most)d characters"),
)
_ID_WORDS = gettext_noop("letters, digits and . _ - ( ), at most %(most)d characters")
_ID_PATTERN = r"[A-Za-z0-9(][A-Za-z0-9._()-]*"
_ID = matching(_ID_PATTERN, 80, _ID_WORDS)
_CLAUSE_ID = matching(_ID_PATTERN, 40, _ID_WORDS)
_CODE = matching(
    r"[a-z][a-z0-9_]*",
    60,
    gettext_noop("a lower-case letter, then such letters, digits and _, at most %(most)d"),
)
_IDS = listed(matching(_ID_PATTERN, 80, _ID_WORDS))
_GATES = some_of(Gate)
_CONDITION = text()
_HOURS = whole_number(1)


def _needed(read: Reader) -> Key:
    return Key(read, required=True)


def _words_by_code(value: object) -> dict[str, str]:
    """The choices of a question: a table of codes and their words."""
    words = text(200)
    if not isinstance(value, dict) or not value:
        raise unexpected(value, _("a table of at least one code and its words"))
    return {str(_CODE(code)): str(words(said)) for code, said in value.items()}


POLICY: Keys = {
    "slug": _needed(_SLUG),
    "title": _needed(text(200)),
    "issuer": _needed(text(200)),
    "source": Key(text()),
}
VERSION: Keys = {
    "number": _needed(whole_number(1)),
    "effective_from": Key(day_or_moment),
    "effective_until": Key(day_or_moment),
    "until_event": Key(text(300)),
    "interim": Key(yes_or_no),
    "summary": Key(text()),
}
CLAUSE: Keys = {
    "id": _needed(_CLAUSE_ID),
    "heading": _needed(text(200)),
    "text": _needed(text()),
    "enforcement": _needed(one_of(Enforcement)),
    "source": Key(text()),
}
RULE: Keys = {
    "id": _needed(_ID),
    "clause": _needed(_CLAUSE_ID),
    "gate": _needed(_GATES),
    "effect": _needed(one_of(Effect)),
    "when": _needed(_CONDITION),
    "waivable_by": Key(_CODE),
    "requirement": Key(lambda tables: tables),
}
QUESTION: Keys = {
    "name": _needed(_CODE),
    "label": _needed(text(300)),
    "type": _needed(one_of(QuestionType)),
    "choices": Key(_words_by_code),
    "gate": _needed(_GATES),
    "when": Key(_CONDITION),
}
ASSURANCE: Keys = {
    "id": _needed(_ID),
    "text": _needed(text()),
    "gate": _needed(_GATES),
    "never": Key(_CONDITION),
    "always_requires": Key(one_of(RequirementKind)),
}
CASE: Keys = {
    "id": _needed(_ID),
    "text": _needed(text()),
    "gate": _needed(one_of(Gate)),
    "facts": Key(facts),
    "outcome": _needed(one_of(Outcome)),
    "clauses": Key(_IDS),
    "source": Key(text()),
}
QUIZ: Keys = {
    "id": _needed(_ID),
    "text": _needed(text()),
    "choices": _needed(_words_by_code),
    "answer": _needed(_CODE),
}
NOTE: Keys = {
    "id": _needed(_ID),
    "text": _needed(text()),
    "finding": Key(_CODE),
    "about": Key(_IDS),
}
_REQUIREMENTS: Mapping[RequirementKind, Keys] = {
    RequirementKind.APPROVAL: {
        "count": Key(whole_number(1)),
        "rank": Key(_CODE),
        "in_chain": Key(yes_or_no),
        "independent_of": Key(some_of((Party.REQUESTER, Party.OPERATOR))),
        "within_hours": Key(_HOURS),
    },
    RequirementKind.REVIEW: {"examiners": _needed(whole_number(1)), "blind": Key(yes_or_no)},
    RequirementKind.ATTESTATION: {
        "name": _needed(_CODE),
        "text": _needed(text()),
        "by": _needed(one_of((Party.REQUESTER, Party.APPROVER, Party.OPERATOR))),
    },
    RequirementKind.DOCUMENT: {"name": _needed(_CODE), "label": _needed(text(300))},
    RequirementKind.EXPIRY: {"hours": _needed(_HOURS)},
    RequirementKind.AFTER_THE_FACT: {"hours": _needed(_HOURS)},
    RequirementKind.NOTICE: {
        "to": _needed(text(200)),
        "text": _needed(text()),
        "before": Key(one_of(Gate)),
        "after": Key(one_of(Gate)),
        "within_hours": Key(_HOURS),
    },
    RequirementKind.RETENTION: {
        "record": _needed(one_of(RecordKind)),
        "min_days": Key(whole_number(0)),
        "max_days": Key(whole_number(0)),
    },
}
REQUIREMENTS: Mapping[str, Keys] = {
    kind.value: {"kind": _needed(one_of(RequirementKind)), **keys}
    for kind, keys in _REQUIREMENTS.items()
}


def read_table(raw: object, keys: Keys, path: Path, report: Report) -> dict[str, object]:
    """The entries of `raw` that could be read; everything else is reported.

    `raw` is the table at `path`; a key that is missing, unknown or wrong is one problem each.
    """
    if not isinstance(raw, dict):
        report.add(path, _("expected a table, not %s") % shown(raw))
        return {}
    for name in raw.keys() - keys.keys():
        expected = ", ".join(keys)
        report.add((*path, name), _("unknown key; the keys here are %s") % expected)
    for name in (name for name, key in keys.items() if key.required and name not in raw):
        report.add_missing(path, name)
    present = {name: key for name, key in keys.items() if name in raw}
    read = {name: _read(raw[name], key, (*path, name), report) for name, key in present.items()}
    return {name: value for name, value in read.items() if value is not None}


def _read(value: object, key: Key, path: Path, report: Report) -> object:
    try:
        return key.read(value)
    except ValueError as error:
        report.add(path, str(error))
        return None
