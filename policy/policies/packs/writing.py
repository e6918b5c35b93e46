"""A pack as TOML text, which `read_pack` reads back without loss."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Item, Table

from policy.policies.packs.layout import condition_item, text_item
from policy.policies.packs.schema import Pack, RuleText

Entries = dict[str, Any]

_CONDITIONS = ("when", "never")
_DATES = ("effective_from", "effective_until")

_MOST_REMEMBERED = 128
_written: dict[str, str] = {}


def write_pack(pack: Pack) -> str:
    """Return the pack as TOML. Blank entries, which reading fills in again, are left out.

    The text of the packs written lately is remembered: digests and checks ask for it many times.
    """
    known = repr(pack)
    if known not in _written:
        if len(_written) >= _MOST_REMEMBERED:
            _written.pop(next(iter(_written)), None)
        _written[known] = tomlkit.dumps(_document(pack))
    return _written[known]


def _document(pack: Pack) -> TOMLDocument:
    document = tomlkit.document()
    document.add("policy", _table(_filled(asdict(pack.policy))))
    document.add("version", _table(_dated(_filled(asdict(pack.version)))))
    for name, entries in (
        ("clause", map(asdict, pack.clauses)),
        ("rule", map(_rule, pack.rules)),
        ("question", map(_gated, map(asdict, pack.questions))),
        ("assurance", map(_gated, map(asdict, pack.assurances))),
        ("case", map(asdict, pack.cases)),
        ("quiz", map(asdict, pack.quiz)),
        ("note", map(asdict, pack.notes)),
    ):
        if tables := _tables(map(_filled, entries)):
            document.add(name, tables)
    return document


def _rule(rule: RuleText) -> Entries:
    entries = _gated(asdict(rule))
    del entries["requirements"]
    written = [{"kind": entry.kind, **entry.details} for entry in rule.requirements]
    return entries | {"requirement": _tables(written)}


def _gated(entries: Entries) -> Entries:
    """The same entries with `gate` in the place of `gates`: a list where there are several."""
    named = {"gate" if key == "gates" else key: value for key, value in entries.items()}
    gates = named["gate"]
    return named | {"gate": gates[0]} if len(gates) == 1 else named


def _filled(entries: Entries) -> Entries:
    return {key: value for key, value in entries.items() if value}


def _dated(entries: Entries) -> Entries:
    return entries | {key: _moment(str(entries[key])) for key in _DATES if key in entries}


def _moment(iso: str) -> date | str:
    """The date; of a draft that is still being written, what stands in its place."""
    try:
        return datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso)
    except ValueError:
        return iso


def _tables(entries: Iterable[Entries]) -> AoT:
    return AoT([_table(entry) for entry in entries])


def _table(entries: Entries) -> Table:
    table = tomlkit.table()
    for key, value in entries.items():
        table.add(key, _item(key, value))
    return table


def _item(key: str, value: object) -> Item:
    if isinstance(value, str):
        return condition_item(value) if key in _CONDITIONS else text_item(key, value)
    return tomlkit.item(list(value) if isinstance(value, tuple) else value)
