"""One entry: what it says, and what proves it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audits.trail.models import Checkpoint, Position
from audits.trail.wording import Names, Told, for_reader, read_all
from audits.trail.wording.acts import line_of
from audits.trail.wording.columns import column_in_words, value_in_words
from audits.trail.wording.kinds import in_order, kind_in_words
from audits.trail.wording.names import PERSON, REQUEST
from policy.personnel.choices import Role
from policy.personnel.requests import Request

# How far around an entry the rest of its act is looked for.
AROUND = 25


@require_safe
def entry(request: Request, index: int) -> HttpResponse:
    position = get_object_or_404(Position.objects.defer("words"), pk=index)
    around = Position.objects.filter(index__range=(index - AROUND, index + AROUND))
    near = read_all(around.defer("words", "leaf").select_related("entry").order_by("index"))
    names = Names(near)
    near = for_reader(near, names, request.user)
    told = next((each for each in near if each.index == index), None)
    if told is None:
        raise Http404
    beside = [each for each in near if each.transaction == told.transaction]
    context = {
        "told": told,
        "line": line_of(told, names, beside),
        "leaf": bytes(position.leaf).hex(),
        "rows": rows_of(told, names),
        "about": about(told, names),
        "beside": [line_of(each, names, beside) for each in beside if each is not told],
        "checkpoint": covering(index),
    }
    return render(request, "trail/entry.html", context)


def rows_of(told: Told, names: Names) -> list[dict[str, str]]:
    """Every column in which anything stood: its name, and what it was before and after."""
    return [
        {
            "column": column_in_words(told.kind, column),
            "before": value_in_words(told.kind, column, told.before.get(column), names),
            "after": value_in_words(told.kind, column, told.after.get(column), names),
        }
        for column in in_order(told.kind, told.row)
        if told.before.get(column) or told.after.get(column)
    ]


def about(told: Told, names: Names) -> dict[str, Any]:
    roles = dict(Role.choices)
    return {
        "kind": kind_in_words(told.kind),
        "roles": ", ".join(
            str(roles.get(role, role)) for role in (told.entry["roles"] or "").split()
        ),
        "request": names.of(REQUEST, told.request) if told.request else "",
        "person": names.of(PERSON, told.person) if told.person else "",
    }


def covering(index: int) -> Checkpoint | None:
    """The first checkpoint that has the entry."""
    after = Checkpoint.objects.filter(size__gt=index).order_by("size")
    return after.prefetch_related("cosignatures").first()
