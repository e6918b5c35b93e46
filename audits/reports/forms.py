"""The form for a new report."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from audits.reports.choices import Kind
from audits.reports.kinds import REPORTS
from audits.reports.period import check_period
from audits.reports.shortcuts import Shortcut, period_of
from policy.personnel.forms import set_in
from policy.personnel.models import Unit


def in_words(shortcut: Shortcut, today: date) -> str:
    """The name of the period, and its days where it has any of its own."""
    if shortcut == Shortcut.CUSTOM:
        return str(shortcut.label)
    return f"{shortcut.label}: {period_of(shortcut, today=today)}"


class UnitField(forms.ModelChoiceField):
    """The units in their tree, each set in under the one above it."""

    def label_from_instance(self, unit: Unit) -> str:
        return set_in(unit)


class NewReportForm(forms.Form):
    """Once it is valid, `cleaned_data["period"]` is the period that was asked for."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Report"),
        # A look-back begins with the replay that it keeps.
        choices=[choice for choice in Kind.choices if choice[0] != Kind.LOOK_BACK],
    )
    shortcut = forms.ChoiceField(
        label=_("Period"),
        choices=Shortcut,
        widget=forms.RadioSelect,
        initial=Shortcut.THIS_MONTH,
        help_text=_("A month, quarter or year that is not over yet is reported as far as it goes."),
    )
    period_from = forms.DateField(
        label=_("First day"), required=False, help_text=_("For other days only.")
    )
    period_to = forms.DateField(
        label=_("Last day"), required=False, help_text=_("For other days only. It is included.")
    )
    unit = UnitField(
        Unit.objects.none(),
        label=_("Part of the department"),
        required=False,
        empty_label=_("The whole department"),
        help_text=_("A unit counts with every unit below it."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        shortcut: Any = self.fields["shortcut"]
        shortcut.choices = [(code, in_words(code, today)) for code in Shortcut]
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.with_tree_fields()

    def clean(self) -> None:
        shortcut = self.cleaned_data.get("shortcut")
        if shortcut == Shortcut.CUSTOM:
            self._take_other_days()
        elif shortcut:
            self.cleaned_data["period"] = period_of(shortcut, today=self.today)
        self._refuse_unit()

    def _take_other_days(self) -> None:
        first, last = self._day("period_from"), self._day("period_to")
        if first is None or last is None:
            return
        try:
            self.cleaned_data["period"] = check_period(first, last, today=self.today)
        except ValidationError as error:
            self.add_error(None, error)

    def _refuse_unit(self) -> None:
        kind = self.cleaned_data.get("kind")
        if kind and self.cleaned_data.get("unit") and REPORTS[Kind(kind)].whole:
            self.add_error("unit", str(REPORTS[Kind(kind)].whole))

    def _day(self, name: str) -> date | None:
        if name not in self.errors and self.cleaned_data[name] is None:
            self.add_error(name, _("Give the day, or choose another period above."))
        return self.cleaned_data.get(name)
