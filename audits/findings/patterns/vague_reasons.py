"""Vague reasons by unit: where searches are asked for with "inv", or with one text for all.

Counted are the requests first submitted in the span, with the reason of the version submitted
last. A reason is vague when it is made of stock words, has fewer than five words, or stands, but
for numbers and punctuation, under three or more case numbers (`reasons.py`). A unit is found when

- it submitted `FEWEST` requests or more,
- the share of vague ones is at least `TIMES` that of all other units together, and
- chance alone would make it so with a probability below `CHANCE`, divided by the number of units
  looked at: Fisher's exact test, one-sided, with Bonferroni's correction.

A unit is found once in a calendar year, that of the end of the span, however often it is looked at.
It cannot see what is behind a reason: a long one may be made up, and one that was reworded counts
as new. Where the whole department writes vaguely, no unit stands out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.patterns.chance import by_chance
from audits.findings.patterns.found import Evidence, Found, Span, evidence_of
from audits.findings.patterns.reasons import Vague, vague_ones
from policy.personnel.models import Unit
from policy.searches.models import SearchRequest

# Of fewer, one detective's week makes the share.
FEWEST = 8
# Less than double is a matter of taste, not of practice.
TIMES = 2
# In a hundred looks at a department where all write alike, one finds a unit by chance.
CHANCE = 0.01

_Units = Mapping[Unit, list[SearchRequest]]


def find(span: Span) -> Iterator[Found]:
    units = _by_unit(_requests(span))
    everything = [request for requests in units.values() for request in requests]
    vague = vague_ones(everything)
    looked_at = {unit: own for unit, own in units.items() if len(own) >= FEWEST}
    for unit, own in looked_at.items():
        marked = [request for request in own if request.pk in vague]
        counts = {
            "marked": len(marked),
            "part": len(own),
            "all_marked": len(vague),
            "whole": len(everything),
        }
        if marked and _is_far_above(counts) and by_chance(**counts) < CHANCE / len(looked_at):
            yield _found(unit, marked, vague, counts, span)


def _requests(span: Span) -> QuerySet[SearchRequest]:
    return (
        SearchRequest.objects.filter(submitted_at__gte=span.since, submitted_at__lt=span.until)
        .select_related("unit")
        .order_by("unit__code", "submitted_at", "pk")
    )


def _by_unit(requests: QuerySet[SearchRequest]) -> _Units:
    units: defaultdict[Unit, list[SearchRequest]] = defaultdict(list)
    for request in requests:
        units[request.unit].append(request)
    return units


def _is_far_above(counts: Mapping[str, int]) -> bool:
    others, others_marked = (
        counts["whole"] - counts["part"],
        counts["all_marked"] - counts["marked"],
    )
    return counts["marked"] * others >= TIMES * others_marked * counts["part"]


def _found(
    unit: Unit,
    marked: list[SearchRequest],
    vague: Mapping[int, Vague],
    counts: Mapping[str, int],
    span: Span,
) -> Found:
    year = timezone.localtime(span.until - timedelta(microseconds=1)).year
    words = _(
        "%(marked)s of %(part)s requests of the unit %(unit)s give a vague reason, and %(others)s "
        "of %(rest)s of all other units. Chance alone makes that with a probability of %(chance)s."
    )
    return Found(
        pattern=Kind.VAGUE_REASONS,
        cause=f"unit {unit.code} {year}",
        what=words
        % {
            "marked": counts["marked"],
            "part": counts["part"],
            "unit": unit,
            "others": counts["all_marked"] - counts["marked"],
            "rest": counts["whole"] - counts["part"],
            "chance": f"{by_chance(**counts):.1g}",
        },
        person=None,
        unit=unit,
        happened=_submitted(marked[0]),
        evidence=tuple(_evidence(request, vague[request.pk]) for request in marked),
    )


def _evidence(request: SearchRequest, way: Vague) -> Evidence:
    words = {
        Vague.SHORT: _("The reason is very short."),
        Vague.STOCK: _("The reason is made of stock words."),
        Vague.COPIED: _("The same reason stands under several case numbers."),
    }
    return evidence_of(request, words[way], at=_submitted(request), private=request.justification)


def _submitted(request: SearchRequest) -> datetime:
    return request.submitted_at or request.created_at
