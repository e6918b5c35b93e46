"""Closing a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.findings.lifecycle import DISPOSES


class ClosingForm(forms.Form):
    disposition = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(it.value, it.label) for it in DISPOSES],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "What you looked at, who was told, and what was done. It stays with the finding."
        ),
        widget=forms.Textarea,
        max_length=4000,
    )
