"""Forms of personnel: filters, the day to look at, and files to import."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from tree_queries.forms import TreeNodeChoiceField

from policy.personnel.choices import PersonStatus, Track, Training
from policy.personnel.models import Person, Unit
from policy.personnel.queries import units_within, with_training

DAYS = (MinValueValidator(date(1950, 1, 1)), MaxValueValidator(date(2100, 1, 1)))


def any_of(choices: Any) -> list[tuple[Any, Any]]:
    return [("", _("Any")), *((code, capfirst(label)) for code, label in choices)]


class DayForm(forms.Form):
    """The day as of which a page looks at training."""

    on = forms.DateField(label=_("As of"), required=False, validators=DAYS)

    def day(self, *, today: date) -> date:
        """The day asked for; today where there is none, or none that can be read."""
        return (self.is_valid() and self.cleaned_data["on"]) or today


def set_in(unit: Unit) -> str:
    """The name of a unit of a tree, set in under the one above it."""
    return f"{'– ' * unit.tree_depth}{unit.name}"


class PeopleFilterForm(DayForm):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False
    field_order = ("q", "unit", "status", "training", "track", "on")

    q = forms.CharField(label=_("Name or serial number"), max_length=80, required=False)
    unit = TreeNodeChoiceField(
        Unit.objects.all(),
        label=_("Unit, with all below"),
        empty_label=_("Any"),
        required=False,
        label_from_instance=set_in,
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=any_of(PersonStatus.choices), required=False
    )
    training = forms.ChoiceField(
        label=_("Training"), choices=any_of(Training.choices), required=False
    )
    track = forms.ChoiceField(
        label=_("Training to"),
        choices=[(track.value, capfirst(track.label)) for track in Track],
        required=False,
    )

    def applied_to(self, people: QuerySet[Person], *, today: date) -> QuerySet[Person]:
        """`people` narrowed by every filter that is set and right, each with `training`."""
        given = self.given()
        people = with_training(people, given.get("on", today), given.get("track", Track.USER))
        if "unit" in given:
            people = people.filter(unit__in=units_within(given["unit"]))
        for word in given.get("q", "").split():
            people = people.filter(matches(word))
        exact = {name: given[name] for name in ("status", "training") if name in given}
        return people.filter(**exact)

    def given(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def matches(word: str) -> Q:
    return (
        Q(first_name__icontains=word)
        | Q(last_name__icontains=word)
        | Q(serial_number__istartswith=word)
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("UTF-8, with comma or semicolon, at most 5 MB. Nothing is changed yet."),
    )


class ConfirmForm(forms.Form):
    """What the preview showed: the upload and the plan, each by its hash."""

    upload = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.CharField(widget=forms.HiddenInput, max_length=64)
