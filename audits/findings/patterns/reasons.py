"""When the reason of a request says nothing: short, made of stock words, or copied."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum, auto

from policy.searches.models import SearchRequest

# "Male suspect robbery Main Street" has five and says where; four words name no ground.
FEWEST_WORDS = 5
# A text under three case numbers is a form; under two it may be one investigation.
COPIED = 3
# What stands on any request; alone they give no reason for this one.
_STOCK = """
    a an and active as assigned attempt attempting by case criminal crime detective det for further
    id ident identify identification in information inv invest investigation investigations
    investigative is known law enforcement lead leads na needed number of official ongoing open or
    other party per police purpose purposes person poi pending reason reasons report reports
    request requested routine same search see subject suspect suspects test the this to unit
    unknown use used wanted warrant
"""
STOCK = frozenset(_STOCK.split())
_WORD = re.compile(r"[^\W\d_]+")


class Vague(Enum):
    SHORT = auto()
    STOCK = auto()
    COPIED = auto()


def vague_ones(requests: Iterable[SearchRequest]) -> Mapping[int, Vague]:
    """Which of the requests give a vague reason, and in what way, by their keys."""
    requests = list(requests)
    copied = _copied(requests)
    ways = {request.pk: _way(request, copied) for request in requests}
    return {key: way for key, way in ways.items() if way}


def spoken(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without numbers: those differ in a copy as well."""
    return tuple(_WORD.findall(text.lower()))


def _way(request: SearchRequest, copied: set[tuple[str, ...]]) -> Vague | None:
    words = spoken(request.justification)
    if STOCK.issuperset(words):
        return Vague.STOCK
    if len(words) < FEWEST_WORDS:
        return Vague.SHORT
    return Vague.COPIED if words in copied else None


def _copied(requests: Iterable[SearchRequest]) -> set[tuple[str, ...]]:
    cases: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for request in requests:
        cases[spoken(request.justification)].add(request.case_number.strip().upper())
    return {words for words, numbers in cases.items() if len(numbers) >= COPIED}
