"""How much a requirement asks for, so that two of them can be compared.

A mark is one respect in which a requirement can be stricter, with how strict it is there; more is
stricter. The fewest hours are the strictest, so hours count downward.
"""

from collections.abc import Callable, Iterable
from typing import Any

from policy.personnel.choices import Grade
from policy.policies.choices import RequirementKind
from policy.policies.deciding.verdicts import Requirement

Respect = tuple[Any, ...]
Marks = dict[Respect, float]

_PLACE = {grade: place for place, grade in enumerate(Grade.values)}
_ANY_TIME = float("-inf")


def marks_of(requirement: Requirement) -> Marks:
    """The respects in which the requirement asks for something, each with how much."""
    kind = RequirementKind(requirement["kind"])
    return {(kind, *respect): much for respect, much in _MARKS[kind](requirement).items()}


def strictest(requirements: Iterable[Requirement]) -> Marks:
    """What all of them together ask for."""
    found: Marks = {}
    for requirement in requirements:
        for respect, much in marks_of(requirement).items():
            found[respect] = max(found.get(respect, much), much)
    return found


def exceeds(marks: Marks, others: Marks) -> bool:
    """Whether the first ask for more than the others in some respect."""
    return any(respect not in others or much > others[respect] for respect, much in marks.items())


def _approval(requirement: Requirement) -> Marks:
    marks: Marks = {("count",): requirement.get("count") or 1}
    if requirement.get("rank"):
        marks["rank",] = _PLACE[requirement["rank"]]
    if requirement.get("within_hours"):
        marks["hours",] = -requirement["within_hours"]
    return marks | {("independent", party): 1 for party in requirement.get("independent_of") or ()}


def _review(requirement: Requirement) -> Marks:
    blind: Marks = {("blind",): 1} if requirement.get("blind") else {}
    return {("examiners",): requirement["examiners"]} | blind


def _hours(requirement: Requirement) -> Marks:
    return {("hours",): -requirement["hours"]}


def _notice(requirement: Requirement) -> Marks:
    which = tuple(requirement.get(key) for key in ("to", "text", "before", "after"))
    hours = requirement.get("within_hours")
    return {which: -hours if hours else _ANY_TIME}


def _retention(requirement: Requirement) -> Marks:
    record, floor, ceiling = (requirement.get(k) for k in ("record", "min_days", "max_days"))
    marks: Marks = {} if floor is None else {(record, "floor"): floor}
    return marks if ceiling is None else marks | {(record, "ceiling"): -ceiling}


def _words(*keys: str) -> Callable[[Requirement], Marks]:
    return lambda requirement: {tuple(requirement.get(key) for key in keys): 1}


_MARKS: dict[RequirementKind, Callable[[Requirement], Marks]] = {
    RequirementKind.APPROVAL: _approval,
    RequirementKind.REVIEW: _review,
    RequirementKind.ATTESTATION: _words("name", "by", "text"),
    RequirementKind.DOCUMENT: _words("name", "label"),
    RequirementKind.EXPIRY: _hours,
    RequirementKind.AFTER_THE_FACT: _hours,
    RequirementKind.NOTICE: _notice,
    RequirementKind.RETENTION: _retention,
}
