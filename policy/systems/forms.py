"""The filters above the register of systems."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.personnel.forms import any_of
from policy.systems.choices import Ownership, SystemStatus
from policy.systems.models import HostName, System


class SystemFilterForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    q = forms.CharField(label=_("Name, vendor or host name"), max_length=80, required=False)
    ownership = forms.ChoiceField(
        label=_("Ownership"), choices=any_of(Ownership.choices), required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=any_of(SystemStatus.choices), required=False
    )
    gallery = forms.ChoiceField(
        label=_("Searches"),
        choices=lambda: any_of(current().choices(ListName.GALLERY)),
        required=False,
    )

    def applied_to(self, systems: QuerySet[System]) -> QuerySet[System]:
        """`systems` narrowed by every filter that is set and right."""
        if not self.is_bound:
            return systems
        self.full_clean()
        conditions = (
            _CONDITIONS[name](value) for name, value in self.cleaned_data.items() if value
        )
        return systems.filter(*conditions).distinct()


def matches(text: str) -> Q:
    named = HostName.objects.filter(domain__icontains=text)
    return Q(name__icontains=text) | Q(vendor__icontains=text) | Q(pk__in=named.values("system"))


_CONDITIONS = {
    "q": matches,
    "ownership": lambda code: Q(ownership=code),
    "status": lambda code: Q(status=code),
    "gallery": lambda code: Q(galleries__contains=[code]),
}
