"""The forms of what is done to a request after it was submitted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from policy.searches.choices import Disposition, Finding
from policy.searches.forms.fields import CHOOSE, choice, long_text, options
from policy.searches.forms.reason import Demand, attestation_field
from policy.searches.models import MAX_CANDIDATES


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the act."""


class AttestingForm(forms.Form):
    """What the policies want whoever acts to confirm, beside the form's own fields."""

    def __init__(self, *args: Any, attestations: Iterable[Demand] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attested = {f"demand.{item['name']}": item["name"] for item in attestations}
        for item in attestations:
            self.fields[f"demand.{item['name']}"] = attestation_field(item)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = {name: cleaned.get(field, False) for field, name in self.attested.items()}
        own = {name: value for name, value in cleaned.items() if name not in self.attested}
        return own | {"attestations": given}


class GroundsForm(forms.Form):
    reason = long_text(_("Reason"), rows=3)


class DecideForm(forms.Form):
    """What a supervisor says about the version of the request that was on the page."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput())
    reason = long_text(
        _("Reason"),
        rows=3,
        required=False,
        help_text=_(
            "Needed to deny or to return; the requester reads it. To return, say what has to be "
            "added or changed."
        ),
    )


class ApproveForm(AttestingForm, DecideForm):
    """An approval, with what the policies want an approver to confirm."""


class TurnDownForm(DecideForm):
    """A denial or a return says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = _(
            "Say why, so that the requester knows what to do."
        )


class RecordForm(forms.Form):
    candidates = forms.IntegerField(
        label=_("Candidates returned by the system"),
        min_value=0,
        max_value=MAX_CANDIDATES,
        help_text=_("A whole number; 0 when the system found nobody."),
        widget=forms.NumberInput(attrs={"size": 6, "inputmode": "numeric"}),
    )
    notes = long_text(
        _("Notes on the search"),
        rows=3,
        required=False,
        help_text=_("Settings, filters, anything that someone who repeats it has to know."),
    )


class ReviewForm(forms.Form):
    finding = forms.ChoiceField(
        label=_("What did your comparison find?"),
        choices=options(Finding.choices),
        error_messages={"required": CHOOSE},
        widget=forms.RadioSelect,
    )
    candidate = forms.CharField(
        label=_("Candidate"),
        max_length=80,
        required=False,
        help_text=_(
            "Only for a lead: the gallery's own reference, such as a booking number. No name."
        ),
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        validators=[ProhibitNullCharactersValidator()],
    )
    notes = long_text(
        _("Grounds"),
        help_text=_("The features compared, alike and unlike, and the quality of both images."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        is_lead = cleaned.get("finding") == Finding.LEAD
        if is_lead and not cleaned.get("candidate") and "candidate" not in self.errors:
            self.add_error("candidate", _("A lead names its candidate."))
        if not is_lead and cleaned.get("finding") and cleaned.get("candidate"):
            self.add_error(
                "candidate", _("Only a lead names a candidate. Clear this, or choose a lead.")
            )
        return cleaned


class NotesForm(forms.Form):
    notes = long_text(_("Grounds"), rows=3)


class CloseForm(forms.Form):
    disposition = choice(_("What became of the case?"), Disposition.choices)
    notes = long_text(_("Notes"), rows=3, required=False)
