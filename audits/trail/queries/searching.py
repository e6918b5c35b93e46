"""Searches the trail in milliseconds, however long it is.

Where one index answers the question in the order of the page, it is walked. Anything else is sorted
when few entries match, and otherwise looked for among the newest only, which is then said.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from audits.trail.models import Position
from policy.paging import PAGE_SIZE, Page, page_of, turned_to, write_cursor
from policy.searches.models import SearchRequest

# So many matches are sorted; by PostgreSQL's own estimate, which is taken from its statistics.
MOST_SORTED = 20_000
# Among so many entries is looked for what matches more often than that.
LOOKED_AT = 20_000

Positions = QuerySet[Position]

# The questions that an index of Position answers in the order of the page.
_INDEXED = (
    {"account"},
    {"verb"},
    {"kind", "key"},
    {"request"},
    {"person"},
)


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What is sought; every part narrows. The span is `[since, until)`."""

    account: int | None = None
    verb: str = ""
    verbs: tuple[str, ...] = ()
    kind: str = ""
    key: str = ""
    request: int | None = None
    person: int | None = None
    words: str = ""
    # Not even whether a word stands there is told of what was never submitted.
    submitted_only: bool = False
    since: datetime | None = None
    until: datetime | None = None
    # The oldest first.
    is_story: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """By time where a span is asked for, so that the index by time finds both its ends."""
        if self.is_story:
            return ("index",)
        return ("-at", "-index") if self.since or self.until else ("-index",)

    @property
    def has_an_index(self) -> bool:
        given = {name for name in _CONDITIONS if getattr(self, name)}
        spanned = given & {"since", "until"}
        rest = given - spanned
        return not rest or (not spanned and rest in _INDEXED)

    def condition(self, *, only: tuple[str, ...] = ()) -> Q:
        given = {name: getattr(self, name) for name in only or _CONDITIONS}
        parts = (_CONDITIONS[name](value) for name, value in given.items() if value)
        return Q(*parts)


_CONDITIONS: dict[str, Any] = {
    "account": lambda account: Q(account_id=account),
    "verb": lambda verb: Q(verb=verb),
    "verbs": lambda verbs: Q(verb__in=verbs),
    "kind": lambda kind: Q(kind=kind),
    "key": lambda key: Q(key=key),
    "request": lambda request: Q(request_id=request),
    "person": lambda person: Q(person_id=person),
    "words": lambda words: Q(words=SearchQuery(words, config="simple", search_type="websearch")),
    "submitted_only": lambda _only: (
        ~Q(request_id__in=SearchRequest.objects.filter(number__isnull=True).values("pk"))
    ),
    "since": lambda since: Q(at__gte=since),
    "until": lambda until: Q(at__lt=until),
}


@dataclass(frozen=True)
class Found:
    """A page of positions; `looked_at` is how many of the newest were looked at, if not all."""

    page: Page
    looked_at: int | None = None


def find(criteria: Criteria, query: Mapping[str, str], *, size: int = PAGE_SIZE) -> Found:
    """The page that `query` asks for, the newest first; each position comes with its entry."""
    matching = Position.objects.filter(criteria.condition()).defer("words", "leaf")
    matching = matching.select_related("entry")
    by_sorting = not criteria.has_an_index
    if by_sorting and _estimate(matching) > MOST_SORTED and "newer" not in query:
        return _among_the_newest(matching, criteria, query, size)
    page = page_of(matching, order=criteria.order, query=query, size=size, by_sorting=by_sorting)
    return Found(page)


def _estimate(matching: Positions) -> int:
    plan = json.loads(matching.order_by().explain(format="json"))
    return plan[0]["Plan"]["Plan Rows"]


def _among_the_newest(
    matching: Positions, criteria: Criteria, query: Mapping[str, str], size: int
) -> Found:
    """Walks back from where the page begins, and no further than `LOOKED_AT` entries."""
    order = criteria.order
    spanned = Position.objects.filter(criteria.condition(only=("since", "until")))
    walked = turned_to(spanned.only("index", "at"), order=order, query=query)
    last = next(iter(walked[LOOKED_AT - 1 : LOOKED_AT]), None)
    if last is None:
        return Found(page_of(matching, order=order, query=query, size=size))
    names = [name.removeprefix("-") for name in order]
    within = matching.filter(**{f"{names[0]}__gte": getattr(last, names[0])})
    page = page_of(within, order=order, query=query, size=size)
    if page.older:
        return Found(page)
    return Found(replace(page, older=write_cursor(last, names)), looked_at=LOOKED_AT)
