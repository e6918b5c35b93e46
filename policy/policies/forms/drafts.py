"""Forms of drafts: nothing in them is required, since a draft may be blank for days."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import Enforcement


class DraftText(forms.CharField):
    """Text as a pack holds it: lines end with a line feed, and no blanks stand around it."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(required=False, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class HeldForm(forms.Form):
    """Says since when the page holds the draft, so that a stale page overwrites nothing."""

    use_required_attribute = False

    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_held(self) -> datetime | None:
        try:
            return parse_datetime(self.cleaned_data["held"])
        except ValueError:
            return None

    def since(self) -> datetime | None:
        held: datetime | None = self.cleaned_data.get("held")
        return held

    def content(self) -> dict[str, Any]:
        """Every entry that can be kept; what is wrong in itself is in the errors."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if name != "held"}


class HeadForm(HeldForm):
    title = DraftText(label=_("Title"), max_length=200)
    issuer = DraftText(label=_("Issuer"), max_length=200, help_text=_("Who issues the policy."))
    summary = DraftText(
        label=_("Summary"), rows=2, help_text=_("What it is about, in a sentence or two.")
    )
    source = DraftText(
        label=_("Source"),
        rows=2,
        help_text=_("Where the text comes from, and how far to trust this restatement of it."),
    )
    effective_from = DraftText(
        label=_("Effective from, as written"),
        max_length=40,
        help_text=_("A date such as 2026-07-01. Empty where the text gives none."),
    )
    effective_until = DraftText(
        label=_("Effective until, as written"),
        max_length=40,
        help_text=_("The first day on which it is no longer in force."),
    )
    until_event = DraftText(
        label=_("Until the event"),
        max_length=300,
        help_text=_("For example: the council adopts an ordinance."),
    )
    interim = forms.BooleanField(
        label=_("Interim order, which a formal policy is to replace"), required=False
    )


class ClauseForm(HeldForm):
    heading = DraftText(label=_("Heading"), max_length=200)
    text = DraftText(
        label=_("Text"),
        rows=8,
        help_text=_(
            "Markdown: **bold**, *italic*, lists with hyphens. [clause 3] becomes a link to clause "
            "3 and follows it when it is renumbered."
        ),
    )
    enforcement = forms.ChoiceField(
        label=_("How it is kept"), choices=Enforcement.choices, required=False
    )
    source = DraftText(label=_("Source"), help_text=_("The place in the original."))


class NumberForm(forms.Form):
    use_required_attribute = False

    identifier = forms.CharField(
        label=_("Number"),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 8}),
        validators=[
            RegexValidator(
                r"\A[A-Za-z0-9(][A-Za-z0-9._()-]*\Z",
                _("Expected letters, digits and . _ - ( ), such as 4(b)."),
            )
        ],
    )
