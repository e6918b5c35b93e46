"""Mappings as files, by which whoever has one reads logs as the page does."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_faults import faults_of
from audits.discovery.formats.own import is_shipped

# What tells such a file, and the version of its layout.
MARK, VERSION = "gatehouse_mapping", 1
_KEYS = tuple(one.name for one in fields(Mapping))


class BadMapping(ValueError):
    """A file that is no mapping; it says every reason, a line each."""


def as_file(mapping: Mapping) -> str:
    """`mapping` as JSON: the keys of Mapping after the version of the layout."""
    return json.dumps({MARK: VERSION, **asdict(mapping)}, indent=2, ensure_ascii=False) + "\n"


def mapping_in(text: str) -> Mapping:
    """The mapping that `as_file` wrote, or somebody by hand. Raises BadMapping."""
    told = _object(text)
    if faults := list(_faults_of_keys(told)):
        raise BadMapping("\n".join(faults))
    mapping = Mapping(**{key: told[key] for key in _KEYS})
    if faults := [fault for _, fault in faults_of(mapping)]:
        raise BadMapping("\n".join(faults))
    if is_shipped(mapping.name):
        raise BadMapping(f'"{mapping.name}" is a format that ships; choose another name.')
    return mapping


def read_mappings(paths: Iterable[Path]) -> list[Mapping]:
    """The mapping in each of the files. Raises BadMapping, which names the file, and OSError."""
    mappings: dict[str, Mapping] = {}
    for path in paths:
        try:
            mapping = mapping_in(path.read_text("utf-8"))
        except ValueError as error:
            raise BadMapping(f"{path}: {error}") from error
        if mapping.name.casefold() in mappings:
            raise BadMapping(f'{path}: another mapping is called "{mapping.name}" as well.')
        mappings[mapping.name.casefold()] = mapping
    return list(mappings.values())


def _object(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise BadMapping(f"It is no JSON: {error}.") from error
    if not isinstance(told, dict) or MARK not in told:
        raise BadMapping(f'It is no mapping: expected an object with "{MARK}".')
    if told[MARK] != VERSION or isinstance(told[MARK], bool):
        raise BadMapping(f"It is of version {told[MARK]!r}; expected {VERSION}.")
    return told


def _faults_of_keys(told: dict[str, Any]) -> Iterator[str]:
    for key in told.keys() - {MARK, *_KEYS}:
        yield f'There is no key "{key}"; there are {", ".join(_KEYS)}.'
    for key in _KEYS:
        kind, name = (dict, "an object") if key == "columns" else (str, "text")
        if key not in told:
            yield f'The key "{key}" is missing.'
        elif not isinstance(told[key], kind):
            yield f'"{key}" is {told[key]!r}; it has to be {name}.'
