"""What to look at: the day of a page, the policy and the state of its versions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import VersionState
from policy.policies.forms.fields import DAYS
from policy.policies.models import Policy, VersionQuerySet


class DayForm(forms.Form):
    """The day whose policies a page shows; now, where there is none or none that can be read."""

    at = forms.DateField(label=_("What is in force on"), validators=DAYS, required=False)

    def day(self) -> date | None:
        return self.cleaned_data["at"] if self.is_bound and self.is_valid() else None


class FilterForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    policy = forms.ModelChoiceField(
        Policy.objects.none(),
        label=_("Policy"),
        to_field_name="slug",
        empty_label=_("Any"),
        required=False,
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Any")), *((s.value, capfirst(s.label)) for s in VersionState)],
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, versions: VersionQuerySet) -> None:
        super().__init__(data)
        self._versions = versions
        policies = Policy.objects.filter(versions__in=versions).distinct()
        self.fields["policy"].queryset = policies  # type: ignore[attr-defined]

    def found(self) -> VersionQuerySet:
        """The versions, narrowed by every filter that is set and right."""
        if not self.is_bound:
            return self._versions
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return self._versions.filter(**given)
