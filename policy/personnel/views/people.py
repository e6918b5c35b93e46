"""People and units as pages."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policy.paging import page_of
from policy.personnel.choices import Training
from policy.personnel.forms import DayForm, PeopleFilterForm
from policy.personnel.models import Person, Unit
from policy.personnel.permissions import may_manage_personnel
from policy.personnel.queries import (
    TRAINING_FOR,
    chain_of_command,
    people_visible_to,
    training_facts,
)
from policy.personnel.requests import Request

ORDER = ("last_name", "first_name", "serial_number")


@require_safe
def people(request: Request) -> HttpResponse:
    asked = PeopleFilterForm.base_fields.keys() & request.GET.keys()
    today = timezone.localdate()
    form = PeopleFilterForm(request.GET if asked else None, initial={"on": today})
    visible = people_visible_to(request.user).select_related("rank", "unit")
    found = form.applied_to(visible, today=today)
    page = page_of(found, order=ORDER, query=request.GET)
    context = {
        "form": form,
        "page": page,
        "people": [(person, Training(person.training)) for person in page.rows],
        "may_import": bool(may_manage_personnel(request.user)),
    }
    return render(request, "personnel/people.html", context)


@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    visible = people_visible_to(request.user)
    found = get_object_or_404(visible.select_related("rank", "unit", "account"), pk=pk)
    today = timezone.localdate()
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    day = form.day(today=today)
    context = {
        "person": found,
        "units": found.unit.ancestors(include_self=True),
        "form": form,
        "day": day,
        **chain_context(found, visible),
        **training_context(found, day),
        "acknowledgments": found.acknowledgments.select_related("version__policy"),
    }
    return render(request, "personnel/person.html", context)


def chain_context(found: Person, visible: QuerySet[Person]) -> dict[str, Any]:
    """The supervisors above, and which of them have a page that may be opened."""
    chain = chain_of_command(found)
    keys = [above.pk for above in chain]
    return {
        "chain": chain,
        "linked": set(visible.filter(pk__in=keys).values_list("pk", flat=True)),
    }


def training_context(found: Person, day: date) -> dict[str, Any]:
    """What the person was qualified for on `day`, and whether their account needs it."""
    account = getattr(found, "account", None)
    needed = {TRAINING_FOR.get(role) for role in account.roles} if account else set()
    training = training_facts(found, day)
    certificates = found.certificates.select_related("course")
    return {
        "account": account,
        "training": [(track.label, held, track in needed) for track, held in training.items()],
        "certificates": [(held, held.state_on(day)) for held in certificates],
    }


@require_safe
def units(request: Request) -> HttpResponse:
    """The tree of units, each with its people and with all the people below it."""
    visible = people_visible_to(request.user)
    counts = dict(visible.order_by().values_list("unit").annotate(Count("pk")))
    tree = list(Unit.objects.with_tree_fields())
    within: Counter[int] = Counter()
    for unit in tree:
        for above in unit.tree_path:
            within[above] += counts.get(unit.pk, 0)
    for unit in tree:
        unit.people_here, unit.people_within = counts.get(unit.pk, 0), within[unit.pk]
    return render(request, "personnel/units.html", {"units": tree})
