"""What the department assures, and the end of it."""

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import Gate, RequirementKind
from policy.policies.forms.fields import DAYS


class StandingAssuranceForm(forms.Form):
    """What the department assures: either what is never permitted, or what is always required."""

    identifier = forms.SlugField(
        label=_("Short name"),
        max_length=80,
        help_text=_("Lower-case letters, digits and hyphens, such as never-commercial."),
    )
    text = forms.CharField(
        label=_("What is assured"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("In words, such as: No search on a commercial service is ever run."),
    )
    gates = forms.MultipleChoiceField(
        label=_("Where it holds"), choices=Gate, widget=forms.CheckboxSelectMultiple
    )
    never = forms.CharField(
        label=_("Never permitted when"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "gh-code", "spellcheck": "false"}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("A condition over the facts of every request; leave empty for the next one."),
    )
    always_requires = forms.ChoiceField(
        label=_("Always required"),
        choices=[("", _("Nothing in particular")), *RequirementKind.choices],
        required=False,
    )
    since = forms.DateField(
        label=_("Since"), initial=timezone.localdate, validators=DAYS, widget=forms.DateInput()
    )


class EndStandingAssuranceForm(forms.Form):
    until = forms.DateField(
        label=_("Last day"), initial=timezone.localdate, validators=DAYS, widget=forms.DateInput()
    )
