"""What is proposed, why, and what becomes of it; and the filters above the history."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.changes.settings import SETTINGS, Setting
from policy.personnel.choices import Role
from policy.personnel.forms import any_of
from policy.personnel.models import Account
from policy.systems.choices import SystemStatus
from policy.systems.models import System


class ReasonField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
            validators=[ProhibitNullCharactersValidator()],
            **options,
        )


class ProposalForm(forms.Form):
    """The reason comes last, after what is proposed."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = ReasonField(
            label=_("Reason"),
            help_text=_("What makes it necessary, and on whose order. Kept with the change."),
        )


class AccountField(forms.ModelChoiceField):
    def label_from_instance(self, account: Account) -> str:
        return f"{account.display_name} ({account.username})"


class RoleForm(ProposalForm):
    account = AccountField(
        Account.objects.select_related("person"), label=_("Account"), empty_label=_("Choose one")
    )
    given = forms.TypedChoiceField(
        label=_("The role is to be"),
        choices=[("give", _("given")), ("take", _("taken"))],
        coerce=lambda code: code == "give",
        widget=forms.RadioSelect,
        initial="give",
    )
    role = forms.TypedChoiceField(
        label=_("Role"), choices=[("", _("Choose one")), *Role.choices], coerce=Role
    )


class StatusForm(ProposalForm):
    system = forms.ModelChoiceField(
        System.objects.all(), label=_("System"), empty_label=_("Choose one")
    )
    status = forms.TypedChoiceField(
        label=_("New status"),
        choices=[(status.value, capfirst(status.label)) for status in SystemStatus],
        coerce=SystemStatus,
        widget=forms.RadioSelect,
        help_text=_("Only a system that the department has verified can be allowed."),
    )


def setting_of(name: str) -> Setting:
    return SETTINGS[name]


class SettingForm(ProposalForm):
    setting = forms.TypedChoiceField(
        label=_("Setting"),
        choices=[
            ("", _("Choose one")),
            *((name, capfirst(setting.label)) for name, setting in SETTINGS.items()),
        ],
        coerce=setting_of,
    )
    system = forms.ModelChoiceField(
        System.objects.all(),
        label=_("For one system"),
        required=False,
        empty_label=_("No, for the whole department"),
        help_text=_("Only the lowest similarity score can be set for one system."),
    )
    value = forms.DecimalField(
        label=_("New value"),
        required=False,
        max_digits=8,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"size": 10}),
        help_text=_(
            "In days, or in percent. Leave it empty to give up the value of a system's own."
        ),
    )


class VerdictForm(forms.Form):
    """Why; may be empty where it is approved or taken back."""

    reason = ReasonField(
        label=_("Your reason"),
        required=False,
        help_text=_("Needed to decline, and kept."),
    )


class ChangeFilterForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Account, system or words of the reason"), max_length=80, required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=any_of(ChangeKind.choices), required=False)
    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=any_of([each for each in Verdict.choices if each[0] != Verdict.OPEN]),
        required=False,
    )

    def applied_to(self, changes: QuerySet[Change]) -> QuerySet[Change]:
        """`changes` narrowed by every filter that is set and right."""
        if not self.is_bound:
            return changes
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if words := given.pop("q", ""):
            changes = changes.filter(matches(words))
        return changes.filter(**given)


def matches(words: str) -> Q:
    return (
        Q(account__username__icontains=words)
        | Q(account__person__last_name__icontains=words)
        | Q(account__person__serial_number=words)
        | Q(system__name__icontains=words)
        | Q(reason__icontains=words)
    )
