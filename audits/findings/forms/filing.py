"""What an auditor came upon, filed by hand."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from audits.findings.choices import OF_CONDUCT, Kind
from audits.findings.forms.acts import NO_NULL, words_field
from audits.findings.forms.people import PersonField


class FilingForm(forms.Form):
    """What an auditor came upon; somebody else says what becomes of it."""

    use_required_attribute = False

    kind = forms.TypedChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, capfirst(kind.label)) for kind in OF_CONDUCT],
        coerce=Kind,
    )
    what = words_field(
        gettext_lazy("What you found"), gettext_lazy("Every reader sees it: do not name anyone.")
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=200,
        validators=NO_NULL,
        help_text=gettext_lazy("The service or system by its name."),
    )
    subject = PersonField(
        required=False,
        help_text=gettext_lazy("Kept sealed, under a pseudonym. Empty where nobody knows."),
    )
    evidence = words_field(
        gettext_lazy("What shows it"), gettext_lazy("Every reader sees it: do not name anyone.")
    )
    private = words_field(
        gettext_lazy("Private details"),
        gettext_lazy("User names, addresses, lines of a log. Kept sealed."),
        required=False,
    )
