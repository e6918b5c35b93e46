"""What is to be sealed, and under whose order."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.trail.models import Position
from audits.trail.queries.sealing import Scope
from policy.changes.forms import ReasonField
from policy.searches.models import SearchRequest

NO_NULL = [ProhibitNullCharactersValidator()]
LARGEST = 2**63 - 1


class ScopeForm(forms.Form):
    """All of a request or one entry; what has no number yet is named by its key."""

    use_required_attribute = False

    request = forms.CharField(
        label=gettext_lazy("Search request"),
        max_length=20,
        required=False,
        validators=NO_NULL,
        help_text=gettext_lazy("Its number, such as 2026-0142; of a draft, its key."),
    )
    entry = forms.IntegerField(
        label=gettext_lazy("Or one entry of the trail"),
        min_value=0,
        required=False,
        validators=[MaxValueValidator(LARGEST)],
        help_text=gettext_lazy("Its index, such as 4711."),
    )

    def clean_request(self) -> SearchRequest | None:
        text = self.cleaned_data["request"].strip()
        return _request_called(text) if text else None

    def clean_entry(self) -> Position | None:
        index = self.cleaned_data["entry"]
        if index is None:
            return None
        place = Position.objects.defer("words").filter(pk=index).first()
        if place is None:
            raise ValidationError(_("The trail has no entry %(index)s.") % {"index": index})
        return place

    def clean(self) -> dict[str, Any]:
        super().clean()
        named = [name for name in self.fields if self.data.get(name, "").strip()]
        if len(named) != 1:
            raise ValidationError(_("Name a search request or one entry."))
        return self.cleaned_data

    def scope(self) -> Scope | None:
        """What is named; None where nothing is, or nothing that there is."""
        if not self.is_valid():
            return None
        return Scope(request=self.cleaned_data["request"], position=self.cleaned_data["entry"])


def _request_called(text: str) -> SearchRequest:
    found = SearchRequest.objects.filter(number=text).first()
    if found is None and text.isascii() and text.isdecimal() and len(text) < 19:
        found = SearchRequest.objects.filter(number=None, pk=int(text)).first()
    if found is None:
        raise ValidationError(_("There is no request %(number)s.") % {"number": text})
    return found


class OrderForm(forms.Form):
    """Kept for good, and told to the trail: whoever is protected by it is not named in it."""

    use_required_attribute = False

    authority = forms.CharField(
        label=gettext_lazy("Court or statute"),
        max_length=200,
        validators=NO_NULL,
        help_text=gettext_lazy(
            "Who orders it, such as “Superior Court, County of Los Angeles” or “Penal Code 851.91”."
        ),
    )
    order_number = forms.CharField(
        label=gettext_lazy("Number of the order"),
        max_length=80,
        validators=NO_NULL,
        widget=forms.TextInput(attrs={"size": 24}),
    )
    ordered_on = forms.DateField(label=gettext_lazy("Date of the order"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = ReasonField(
            label=gettext_lazy("Reason"),
            help_text=gettext_lazy(
                "What the order covers. This is kept for good and never sealed: do not name the "
                "person."
            ),
        )
