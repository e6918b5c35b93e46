"""What an act on a version needs."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.personnel.models import Account
from policy.policies.dates import as_written
from policy.policies.forms.fields import MOMENTS, units_field
from policy.policies.models import Version
from policy.policies.queries import possible_reviewers, replaceable_by


class ConfirmForm(forms.Form):
    """Nothing to fill in; the button is the answer, to the text that was on the page."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: Version) -> None:
        super().__init__(data, initial={"read": version.digest})
        self._digest = version.digest

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.pop("read", "") not in ("", self._digest):
            raise forms.ValidationError(
                _("The text was changed since you opened this page. Read it again first.")
            )
        return cleaned


class ReasonForm(ConfirmForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("Stays with the version, and is shown to everyone who may see it."),
    )


class AccountsField(forms.ModelMultipleChoiceField):
    """Accounts by the names of their people, with what they are."""

    def label_from_instance(self, account: Account) -> str:
        if account.person is None:
            return account.display_name
        return f"{account.display_name}, {account.person.rank.name}"


class ReviewForm(ConfirmForm):
    """Who reviews the version, and how many of them have to approve."""

    reviewers = AccountsField(
        Account.objects.none(),
        label=_("Reviewers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one reviewer.")},
        help_text=_(
            "Policy officers, and the supervisors above the author. Each is told, and reads the "
            "text as it is now."
        ),
    )
    quorum = forms.IntegerField(
        label=_("How many of them have to approve"),
        min_value=1,
        initial=1,
        widget=forms.NumberInput(attrs={"size": 4}),
        help_text=_("One objection is enough to stop it."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: Version) -> None:
        super().__init__(data, version=version)
        possible = possible_reviewers(version).select_related("person__rank")
        self.fields["reviewers"].queryset = possible  # type: ignore[attr-defined]


class EventForm(ConfirmForm):
    occurred_at = forms.DateTimeField(
        label=_("When the event came, or will come"),
        widget=forms.DateTimeInput(),
        validators=MOMENTS,
        help_text=_("The version ends at that moment, and now where it is past."),
    )
    evidence = forms.CharField(
        label=_("How you know"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("For example the resolution, its number and its date."),
    )
    link = forms.URLField(
        label=_("Where it can be read"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=("https", "http"))],
    )


class PublishForm(ConfirmForm):
    in_force_from = forms.DateTimeField(
        label=_("In force from"),
        widget=forms.DateTimeInput(),
        validators=MOMENTS,
        required=False,
        help_text=_("Empty for at once."),
    )
    in_force_until = forms.DateTimeField(
        label=_("In force until"),
        widget=forms.DateTimeInput(),
        validators=MOMENTS,
        required=False,
        help_text=_("Empty for no end, or for the end that the text itself gives."),
    )
    replaces = forms.ModelMultipleChoiceField(
        Version.objects.none(),
        label=_("Other policies that it takes the place of"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("They end at the moment when this begins, for instance an interim order."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: Version) -> None:
        super().__init__(data, version=version)
        begins = as_written(version.effective_from)
        if begins and begins > timezone.now():
            self.initial["in_force_from"] = begins
        self.initial["in_force_until"] = as_written(version.effective_until)
        self.fields["units"] = units_field()
        others = replaceable_by(version, timezone.now())
        self.fields["replaces"].queryset = others  # type: ignore[attr-defined]
        if not others.exists():
            del self.fields["replaces"]
