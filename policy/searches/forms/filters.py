"""The filters above the list of requests."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.personnel.models import Unit
from policy.personnel.queries import units_within
from policy.searches.choices import State
from policy.searches.forms.fields import options
from policy.searches.models import SearchRequest
from policy.systems.models import System

Requests = QuerySet[SearchRequest]

# Beyond these a day is a slip of the finger, and cannot be turned into a moment everywhere.
DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))]


def _entries(name: ListName) -> list[tuple[Any, Any]]:
    """Every entry that the list ever had: old requests name those that ended."""
    return options(current().choices(name), blank=_("Any"))


class FilterForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Request or case number"),
        max_length=60,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
    )
    state = forms.ChoiceField(
        label=_("State"), choices=options(State.choices, blank=_("Any")), required=False
    )
    system = forms.ModelChoiceField(
        System.objects.all(), label=_("System"), empty_label=_("Any"), required=False
    )
    unit = forms.ModelChoiceField(
        Unit.objects.order_by("name"),
        label=_("Unit, with those below it"),
        empty_label=_("Any"),
        required=False,
    )
    offense = forms.ChoiceField(
        label=_("Offense"), choices=partial(_entries, ListName.OFFENSE), required=False
    )
    since = forms.DateField(label=_("Created from"), required=False, validators=DAYS)
    until = forms.DateField(label=_("Created up to"), required=False, validators=DAYS)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            # Once an error is said, the field no longer filters.
            self.add_error("until", _("The period ends before it begins."))
        return cleaned

    def applied_to(self, requests: Requests) -> Requests:
        """`requests` narrowed by every filter that is set and right."""
        if not self.is_bound:
            return requests
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        conditions = (_CONDITIONS[name](value) for name, value in given.items())
        return requests.filter(*conditions)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


_CONDITIONS = {
    "q": lambda text: Q(number__istartswith=text) | Q(case_number__icontains=text),
    "state": lambda state: Q(state=state),
    "system": lambda system: Q(system=system),
    "unit": lambda unit: Q(unit__in=units_within(unit)),
    "offense": lambda offense: Q(offense=offense),
    "since": lambda day: Q(created_at__gte=_start_of(day)),
    "until": lambda day: Q(created_at__lt=_start_of(day + timedelta(days=1))),
}
