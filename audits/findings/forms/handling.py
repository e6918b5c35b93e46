"""How a kind of finding is handled, and who is told."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.findings.choices import Severity
from audits.findings.models import HandlingRule, Office
from policy.changes.forms import ReasonField
from policy.personnel.choices import Role
from policy.personnel.models import Account

NO_NULL = [ProhibitNullCharactersValidator()]
SEVERITIES = [(it.value, capfirst(it.label)) for it in Severity]
READERS = (Role.AUDITOR, Role.OVERSIGHT, Role.POLICY_OFFICER)
_HOURS = "hours_"


def _days(label: Any, least: int, most: int) -> forms.IntegerField:
    narrow = forms.NumberInput(attrs={"size": 6})
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=narrow)


class RuleForm(forms.Form):
    """The next version of a rule, with a field of hours for each office."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), choices=SEVERITIES)
    severity_second = forms.ChoiceField(
        label=gettext_lazy("Severity of a second violation"), choices=SEVERITIES
    )
    severity_further = forms.ChoiceField(
        label=gettext_lazy("Severity of any further violation"), choices=SEVERITIES
    )
    days_to_review = _days(gettext_lazy("Days to review"), 1, 365)
    days_for_reply = _days(gettext_lazy("Days for a reply"), 3, 180)
    tell_after_days = _days(
        gettext_lazy("Days until a person is told that their name was shown"), 0, 3650
    )

    def __init__(self, data: Any = None, *, rule: HandlingRule) -> None:
        self.offices = list(Office.objects.all())
        told = {it.office_id: it.hours for it in rule.offices.all()}
        initial = {name: getattr(rule, name, rule.number) for name in self.base_fields}
        initial |= {f"{_HOURS}{office.pk}": told.get(office.pk) for office in self.offices}
        super().__init__(data, initial=initial)
        for office in self.offices:
            field = _days(_("Hours to tell: %(office)s") % {"office": office}, 1, 8760)
            field.required, field.help_text = False, _("Empty: it is not told.")
            self.fields[f"{_HOURS}{office.pk}"] = field
        self.fields["reason"] = ReasonField(label=_("Reason for the change"))

    def values(self) -> dict[str, Any]:
        """What the action takes: `offices` by office, the other columns by name."""
        cleaned = self.cleaned_data
        hours = {office: cleaned[f"{_HOURS}{office.pk}"] for office in self.offices}
        plain = {name: it for name, it in cleaned.items() if not name.startswith(_HOURS)}
        return {**plain, "offices": {office: told for office, told in hours.items() if told}}


class AccountsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, account: Account) -> str:
        return f"{account.display_name} ({account.username})"


class OfficeForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, validators=NO_NULL)
    outside = forms.BooleanField(
        label=gettext_lazy("Told by hand: it has no account in Gatehouse"), required=False
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role that reads its notices"),
        choices=[("", gettext_lazy("None")), *Role.choices],
        required=False,
    )
    accounts = AccountsField(
        # Those who read findings or answer for the rules; others are reached by their role.
        Account.objects.filter(is_active=True, grants__role__in=READERS)
        .distinct()
        .select_related("person")
        .order_by("username"),
        label=gettext_lazy("Accounts that read its notices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, office: Office | None = None) -> None:
        super().__init__(data, initial=_as_it_is(office) if office else None)
        self.office = office

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        others = Office.objects.filter(name=name)
        if self.office:
            others = others.exclude(pk=self.office.pk)
        if others.exists():
            raise forms.ValidationError(_("There is an office of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        inside = bool(cleaned.get("role") or cleaned.get("accounts"))
        if inside == bool(cleaned.get("outside")):
            self.add_error(
                "outside", _("An office is either told by hand, or by a role or accounts.")
            )
        return cleaned


def _as_it_is(office: Office) -> dict[str, Any]:
    plain = {name: getattr(office, name) for name in ("name", "outside", "role")}
    return {**plain, "accounts": office.accounts.all()}
