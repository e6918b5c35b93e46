"""Reads the English of the sample vocabulary back into a condition, from its own list of words.

It follows the promise made to people: what is joined by a bare word binds tighter than what is
joined by commas, that tighter than by semicolons, and parentheses bind tightest. It returns every
way to read a sentence, so that a test can demand that there is one.
"""

import re
from collections.abc import Callable, Iterator, Set
from functools import cache

from policy.language.conditions import (
    AllOf,
    Always,
    Among,
    AnyOf,
    Compare,
    Condition,
    Contains,
    IsYes,
    Not,
    Within,
)

OWNERSHIP = {
    "the department's": "department",
    "a partner's": "government",
    "commercial": "commercial",
}
GALLERIES = {"booking photos": "booking", "driver licenses": "driver_license"} | {
    "web photos": "open_source"
}
OFFENSES = {word: word for word in ("homicide", "robbery", "arson", "fraud")}
BASES = {"nothing": "none", "suspicion": "suspicion", "probable cause": "cause"} | {
    "a warrant": "warrant"
}
SQUADS = {"North": "north", "South": "south"}
REASONS = {"risk": "risk", "flight": "flight"}
NAMES = {"empty": "", "“LACRIS”": "LACRIS", "“Vigilant”": "Vigilant"}
DATES = {
    "Jan. 1, 0001": "0001-01-01",
    "Dec. 31, 2019": "2019-12-31",
    "Feb. 29, 2020": "2020-02-29",
    "Nov. 13, 2020": "2020-11-13",
    "Jan. 12, 2021": "2021-01-12",
    "Dec. 31, 9999": "9999-12-31",
}
SIZES = {"less than ": "<", "at most ": "<=", "more than ": ">", "at least ": ">="}
RANKS = {"below ": "<", "at most ": "<=", "above ": ">", "at least ": ">="}
TIMES = {"before ": "<", "on or before ": "<=", "after ": ">", "on or after ": ">="}

WHOLE = {
    "in every case": Always(True),
    "in no case": Always(False),
    "the request is for an outside agency": IsYes("request.agency_is_outside"),
    "the request is for this department": Not(IsYes("request.agency_is_outside")),
    "the requester has a current certificate": IsYes("requester.certificate_current"),
    "the requester has no current certificate": Not(IsYes("requester.certificate_current")),
    "the answer to “Is the subject a minor?” is yes": IsYes("answer.minor"),
    "the answer to “Is the subject a minor?” is no": Not(IsYes("answer.minor")),
}

Words = dict[str, str] | Callable[[str], object]


def number(text: str) -> object:
    return float(text)


def days(text: str) -> object:
    return float(re.fullmatch(r"(.+) days?", text)[1])


SCALARS: list[tuple[str, str, str, Words, dict[str, str]]] = [
    ("the system is not ", "the system is ", "system.ownership", OWNERSHIP, {}),
    ("the request is not for ", "the request is for ", "request.offense", OFFENSES, {}),
    ("the legal basis is not ", "the legal basis is ", "request.legal_basis", BASES, RANKS),
    ("the name of the system is not ", "the name of the system is ", "system.name", NAMES, {}),
    ("the true positive rate is not ", "the true positive rate is ", "system.rate", number, SIZES),
    (
        "the date of the request is not ",
        "the date of the request is ",
        "request.date",
        DATES,
        TIMES,
    ),
    (
        "the age of the certificate is not ",
        "the age of the certificate is ",
        "requester.certificate_age",
        days,
        SIZES,
    ),
    (
        "the answer to “Which squad asks?” is not ",
        "the answer to “Which squad asks?” is ",
        "answer.squad",
        SQUADS,
        {},
    ),
]
SETS: list[tuple[str, str, dict[str, str]]] = [
    ("the galleries of the system", "system.galleries", GALLERIES),
    ("the answers to “Why now?”", "answer.reasons", REASONS),
]


@cache
def readings(text: str) -> frozenset[Condition]:
    """Every condition that the text can be read as."""
    found = set(_leaf(text))
    for mark in ("", ",", ";"):
        for word, group in (("and", AllOf), ("or", AnyOf)):
            found |= set(_groups(text, mark, word, group))
    return frozenset(found)


def _groups(text: str, mark: str, word: str, group: type) -> Iterator[Condition]:
    joint = f"{mark} {word} "
    for place in re.finditer(re.escape(joint), text):
        first, tail = text[: place.start()], text[place.end() :]
        heads = _split(first, f"{mark} ") if mark else [first]
        if all(map(_is_whole, [*heads, tail])):
            fits = all(_tightness(head) > _tightness(joint) for head in heads)
            if fits and _tail_fits(tail, joint):
                yield from _products(group, [*heads, tail])


def _products(group: type, texts: list[str]) -> Iterator[Condition]:
    rows: list[tuple[Condition, ...]] = [()]
    for text in texts:
        rows = [(*row, part) for row in rows for part in _part(text)]
    yield from (group(row) for row in rows)


def _part(text: str) -> Set[Condition]:
    if text.startswith("(") and text.endswith(")"):
        return readings(text[1:-1])
    if text.startswith("either "):
        return {found for found in readings(text[7:]) if isinstance(found, AnyOf)}
    if text.startswith("both "):
        return {found for found in readings(text[5:]) if isinstance(found, AllOf)}
    return {found for found in readings(text) if not isinstance(found, AnyOf)}


def _tail_fits(tail: str, joint: str) -> bool:
    same = _tightness(tail) == _tightness(joint)
    return _tightness(tail) > _tightness(joint) or (same and bool(list(_leaf(tail))))


def _split(text: str, separator: str) -> list[str]:
    pieces: list[str] = []
    for piece in text.split(separator):
        if pieces and not _is_whole(pieces[-1]):
            pieces[-1] += separator + piece
        else:
            pieces.append(piece)
    return pieces


def _is_whole(text: str) -> bool:
    return text.count("(") == text.count(")")


def _tightness(text: str) -> int:
    while "(" in text:
        text = re.sub(r"\([^()]*\)", "", text)
    if ";" in text:
        return 0
    if "," in text:
        return 1
    return 2 if re.search(r"\b(and|or)\b", text) else 3


def _leaf(text: str) -> Iterator[Condition]:
    if text in WHOLE:
        yield WHOLE[text]
    for negative, positive, fact, words, orders in SCALARS:
        if text.startswith(negative):
            yield from map(Not, _among(text.removeprefix(negative), fact, words))
        elif text.startswith(positive):
            rest = text.removeprefix(positive)
            yield from _among(rest, fact, words)
            yield from _order(rest, fact, words, orders)
    for subject, fact, choices in SETS:
        yield from _set(text, subject, fact, choices)


def _order(text: str, fact: str, words: Words, orders: dict[str, str]) -> Iterator[Condition]:
    for prefix, operator in orders.items():
        for value in _values(text.removeprefix(prefix), words) if text.startswith(prefix) else ():
            yield Compare(fact, operator, value)


def _among(text: str, fact: str, words: Words) -> Iterator[Condition]:
    # A list is tried in both forms; dates have commas of their own.
    for pattern in (r" or ", r", or |, ", r"; or |; "):
        values = [_values(word, words) for word in re.split(pattern, text)]
        if all(values):
            yield Among(fact, tuple(value for found in values for value in found))
            return


def _values(text: str, words: Words) -> list[object]:
    if isinstance(words, dict):
        return [words[text]] if text in words else []
    try:
        return [words(text)]
    except (ValueError, TypeError):
        return []


def _set(text: str, subject: str, fact: str, choices: dict[str, str]) -> Iterator[Condition]:
    if not text.startswith(subject):
        return
    rest = text.removeprefix(subject)
    for verb, negated in ((" include ", False), (" do not include ", True)):
        for code in _values(rest.removeprefix(verb), choices):
            yield Not(Contains(fact, code)) if negated else Contains(fact, code)
    for verb, negated in (("nothing", False), ("something", True)):
        for found in _among(rest.removeprefix(f" include {verb} other than "), fact, choices):
            within = Within(fact, found.values)
            yield Not(within) if negated else within
