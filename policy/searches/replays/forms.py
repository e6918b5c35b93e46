"""What a replay is asked for."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.policies.models import Version
from policy.policies.queries import versions_in_force

A_YEAR = timedelta(days=365)


class ReplayForm(forms.Form):
    """`cleaned_data` has the moments `begins` and `ends`, and the short names `instead_of`."""

    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Last day"), help_text=_("It is included, as far as it went."))
    instead_of = forms.MultipleChoiceField(
        label=_("Policies that it takes the place of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The versions of its own policy are always left out."),
    )

    def __init__(self, *args: Any, version: Version, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        today = timezone.localdate(at)
        self.initial = {"first": today - A_YEAR, "last": today}
        others = versions_in_force(at).exclude(policy=version.policy_id)
        choices: Any = self.fields["instead_of"]
        choices.choices = [(other.policy.slug, other.title) for other in others]
        if not choices.choices:
            del self.fields["instead_of"]

    def clean_first(self) -> date:
        return self._not_in_the_future("first")

    def clean_last(self) -> date:
        return self._not_in_the_future("last")

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("Expected a day on or after the first."))
        if first and last:
            self.cleaned_data["begins"] = _midnight(first)
            self.cleaned_data["ends"] = min(_midnight(last + timedelta(days=1)), self.at)

    def _not_in_the_future(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > timezone.localdate(self.at):
            raise forms.ValidationError(_("Expected a day that has come already."))
        return day


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
