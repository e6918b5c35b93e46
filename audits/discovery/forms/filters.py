"""The filters above the overview and the list of observations."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from audits.discovery.choices import Explanation, ObservationKind
from audits.discovery.models import StoredContact, StoredObservation
from policy.personnel.forms import DAYS, any_of
from policy.systems.models import System

ANY = "any"
_A_DAY = timedelta(days=1)
# Beyond this nothing has a number.
_MOST = 10**18 - 1

Observations = QuerySet[StoredObservation]


class PeriodForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    since = forms.DateField(label=_("From"), required=False, validators=DAYS)
    until = forms.DateField(label=_("Until"), required=False, validators=DAYS)
    system = forms.ModelChoiceField(
        System.objects.all(),
        to_field_name="slug",
        label=_("Service"),
        empty_label=_("Any"),
        required=False,
    )

    def within(self, observations: Observations) -> Observations:
        """`observations` of the period and the service that were asked for."""
        given = self.given()
        if "since" in given:
            observations = observations.filter(at__gte=_midnight(given["since"]))
        if "until" in given:
            observations = observations.filter(at__lt=_midnight(given["until"] + _A_DAY))
        if "system" in given:
            observations = observations.filter(system=given["system"])
        return observations

    def given(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class OverviewForm(PeriodForm):
    """What is open stands in the table unless something else is asked for."""

    state = forms.ChoiceField(
        label=_("What it was found to be"),
        choices=[
            (Explanation.OPEN, capfirst(Explanation.OPEN.label)),
            (Explanation.EXPLAINED, capfirst(Explanation.EXPLAINED.label)),
            (Explanation.PERMITTED, capfirst(Explanation.PERMITTED.label)),
            (ANY, _("Anything")),
        ],
        required=False,
    )

    def of_state(self, observations: Observations) -> Observations:
        state = self.given().get("state", Explanation.OPEN)
        return observations if state == ANY else observations.filter(state=state)


class ObservationForm(PeriodForm):
    field_order = ("state", "kind", "system", "code", "finding", "made", "since", "until")

    state = forms.ChoiceField(
        label=_("What it was found to be"), choices=any_of(Explanation.choices), required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=any_of(ObservationKind.choices), required=False
    )
    code = forms.CharField(
        label=_("Pseudonym"),
        max_length=20,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
    )
    finding = forms.IntegerField(label=_("Finding"), min_value=1, max_value=_MOST, required=False)
    made = forms.IntegerField(label=_("Import"), min_value=1, max_value=_MOST, required=False)

    def applied_to(self, observations: Observations) -> Observations:
        """`observations` narrowed by every filter that is set and right.

        By person or finding, only what is open is found: anything else would only name a person.
        """
        given, observations = self.given(), self.within(observations)
        exact: dict[str, Any] = {
            name: given[name] for name in ("state", "kind", "finding") if name in given
        }
        if "code" in given or "finding" in given:
            observations = observations.filter(state=Explanation.OPEN)
        if "code" in given:
            exact["subject__code__istartswith"] = given["code"].strip()
        if "made" in given:
            contacts = StoredContact.objects.filter(file__batch=given["made"])
            exact["pk__in"] = contacts.values("observation")
        return observations.filter(**exact)
