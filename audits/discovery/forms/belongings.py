"""What auditors say is the department's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from audits.discovery.choices import BelongingKind
from audits.discovery.forms.imports import NO_NULL
from audits.discovery.reaching import clean_own

_HELP = {
    BelongingKind.REALM: gettext_lazy(
        "What stands before a backslash or after an @ in a user's name, such as PD or "
        "pd.example.gov. Once one is named, users of every other realm are strangers."
    ),
    BelongingKind.PROXY: gettext_lazy(
        "The address from which it asks, such as 10.1.0.8. Whom it says that it passes requests on "
        "for (X-Forwarded-For) is then believed; of every other machine it is not."
    ),
}


class BelongingForm(forms.Form):
    use_required_attribute = False

    value = forms.CharField(max_length=100, validators=NO_NULL)
    note = forms.CharField(
        label=gettext_lazy("How this is known"),
        max_length=300,
        validators=NO_NULL,
        help_text=gettext_lazy("Who runs the network, and what they said."),
    )

    def __init__(self, kind: BelongingKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["value"].label = kind.label.capitalize()
        self.fields["value"].help_text = _HELP[kind]

    def clean_value(self) -> str:
        return clean_own(self.kind, self.cleaned_data["value"])
