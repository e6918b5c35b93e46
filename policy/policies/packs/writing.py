"""A pack as TOML text, which `read_pack` reads back without loss."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

import tomlkit
from tomlkit.items import AoT, Item, Table

from policy.policies.packs.schema import Pack, RuleText

_LINE = 80
_DATES = ("effective_from", "effective_until")


def write_pack(pack: Pack) -> str:
    """Return the pack as TOML. Blank entries, which reading fills in again, are left out."""
    document = tomlkit.document()
    document.add("policy", _table(asdict(pack.policy)))
    document.add("version", _table(_with_dates(asdict(pack.version))))
    for name, entries in (
        ("clause", map(asdict, pack.clauses)),
        ("rule", map(_rule, pack.rules)),
        ("question", map(_gated, map(asdict, pack.questions))),
        ("assurance", map(_gated, map(asdict, pack.assurances))),
    ):
        if tables := [_table(entry) for entry in entries]:
            document.add(name, AoT(tables))
    return tomlkit.dumps(document)


def _rule(rule: RuleText) -> dict[str, object]:
    requirements = [{"kind": entry.kind, **entry.details} for entry in rule.requirements]
    entries = _gated(asdict(rule)) | {"requirement": requirements}
    del entries["requirements"]
    return entries


def _gated(entries: dict[str, object]) -> dict[str, object]:
    """The same entries with `gate` in the place of `gates`: one name where there is one."""
    return dict(
        ("gate", _gate(value)) if key == "gates" else (key, value)
        for key, value in entries.items()
    )


def _gate(gates: object) -> object:
    return gates[0] if isinstance(gates, tuple) and len(gates) == 1 else gates


def _with_dates(entries: dict[str, object]) -> dict[str, object]:
    return entries | {key: _moment(str(entries[key])) for key in _DATES if entries[key]}


def _moment(iso: str) -> date:
    return datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso)


def _table(entries: Mapping[str, object]) -> Table:
    table = tomlkit.table()
    for key, value in entries.items():
        if value not in ("", (), [], {}, False):
            table.add(key, _item(value))
    return table


def _item(value: object) -> Item:
    if isinstance(value, str):
        return tomlkit.string(value, multiline="\n" in value or len(value) > _LINE)
    if isinstance(value, list):
        return AoT([_table(entry) for entry in value])
    return tomlkit.item(list(value) if isinstance(value, tuple) else value)
