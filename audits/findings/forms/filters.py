"""The filters above the list of findings."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from audits.findings.choices import Kind, Severity, State
from audits.findings.models import Finding
from audits.findings.queries import overdue
from policy.personnel.forms import any_of
from policy.personnel.models import Account

# Beyond this no finding has a number.
_LONGEST_NUMBER = 18


class FilterForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Words, pseudonym or number"),
        max_length=80,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
    )
    state = forms.ChoiceField(label=_("State"), choices=any_of(State.choices), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=any_of(Kind.choices), required=False)
    severity = forms.ChoiceField(
        label=_("Severity"), choices=any_of(Severity.choices), required=False
    )
    mine = forms.BooleanField(label=_("Reviewed by me"), required=False)
    overdue = forms.BooleanField(label=_("Overdue"), required=False)

    def applied_to(
        self, findings: QuerySet[Finding], *, account: Account, at: datetime
    ) -> QuerySet[Finding]:
        """`findings` narrowed by every filter that is set and right."""
        given = self._given()
        exact = {name: given[name] for name in ("state", "kind", "severity") if name in given}
        findings = findings.filter(**exact)
        if "q" in given:
            findings = findings.filter(_matches(given["q"].strip()))
        if "mine" in given:
            findings = findings.filter(owner=account)
        return overdue(findings, at) if "overdue" in given else findings

    def _given(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _matches(text: str) -> Q:
    """A number alone is that of a finding; anything else is looked for in what it says."""
    if text.isascii() and text.isdecimal():
        return Q(pk=int(text[:_LONGEST_NUMBER]))
    words = Q(what__icontains=text) | Q(place__icontains=text)
    return words | Q(subject__code__istartswith=text)
