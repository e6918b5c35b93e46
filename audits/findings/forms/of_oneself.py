"""What people tell of themselves, and the windows for it."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audits.findings.choices import OF_CONDUCT, Kind, Outcome
from audits.findings.forms.acts import NO_NULL
from audits.findings.models.disclosures import SHORTEST_WINDOW
from policy.changes.forms import ReasonField

DAYS = [MinValueValidator(date(2000, 1, 1))]
# Beyond it a year is a slip of the finger.
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
OUTCOMES = [(it.value, capfirst(it.label)) for it in Outcome]


class ReplyForm(forms.Form):
    use_required_attribute = False

    words = ReasonField(
        label=gettext_lazy("Your reply"),
        help_text=gettext_lazy("Auditors read it with the finding, under your pseudonym."),
    )
    is_last = forms.BooleanField(
        label=gettext_lazy("This is all I have to say: the review can go on"), required=False
    )


class DisclosureForm(forms.Form):
    use_required_attribute = False

    service = forms.CharField(
        label=gettext_lazy("Which service"),
        max_length=120,
        validators=NO_NULL,
        help_text=gettext_lazy("By its name, such as the name on its web page."),
    )
    times = forms.IntegerField(
        label=gettext_lazy("How many times"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"size": 8}),
        help_text=gettext_lazy("Roughly, if you do not know exactly."),
    )
    first_on = forms.DateField(label=gettext_lazy("First time, roughly"), validators=DAYS)
    last_on = forms.DateField(label=gettext_lazy("Last time, roughly"), validators=DAYS)
    reason = ReasonField(label=gettext_lazy("What for, and how it came about"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last time lies before the first."))
        if last and last > timezone.localdate():
            self.add_error("last_on", _("This day has not come yet."))
        return cleaned


class WindowForm(forms.Form):
    use_required_attribute = False

    opens_at = forms.DateTimeField(
        label=gettext_lazy("From"),
        widget=forms.DateTimeInput,
        help_text=gettext_lazy("Not before now: people have to know of it first."),
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Until"),
        widget=forms.DateTimeInput,
        validators=[MaxValueValidator(LATEST)],
    )
    kinds = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For findings of these kinds"),
        choices=[(kind.value, capfirst(kind.label)) for kind in OF_CONDUCT],
        coerce=Kind,
        widget=forms.CheckboxSelectMultiple,
    )
    services = forms.CharField(
        label=gettext_lazy("For these services"),
        required=False,
        max_length=2000,
        validators=NO_NULL,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One name on each line. Empty: for all."),
    )
    first = forms.ChoiceField(label=gettext_lazy("Outcome the first time"), choices=OUTCOMES)
    again = forms.ChoiceField(
        label=gettext_lazy("Outcome of a repeat"), choices=OUTCOMES, initial=Outcome.REFERRED
    )
    reason = ReasonField(label=gettext_lazy("Reason"), help_text=gettext_lazy("Everyone reads it."))

    def clean_services(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["services"].splitlines())
        services = list(dict.fromkeys(filter(None, lines)))
        if any(len(service) > 120 for service in services):
            raise forms.ValidationError(_("The name of a service has at most 120 characters."))
        return services

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and opens < timezone.now():
            self.add_error("opens_at", _("This moment is over already."))
        if opens and closes and closes < opens + SHORTEST_WINDOW:
            words = ngettext(
                "A window is open for %(days)s day at least.",
                "A window is open for %(days)s days at least.",
                SHORTEST_WINDOW.days,
            )
            self.add_error("closes_at", words % {"days": SHORTEST_WINDOW.days})
        return cleaned
