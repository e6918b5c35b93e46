"""What a waiver is asked for with, and what ends or decides it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ListName
from policy.lists.queries import words_of
from policy.policies.forms.fields import MOMENTS
from policy.policies.models import Rule
from policy.policies.queries.waivers import waivable_rules

A_WEEK = timedelta(days=7)


class RuleField(forms.ModelChoiceField):
    """The rules that can be waived, each with its policy, clause, and who may waive it."""

    def label_from_instance(self, rule: Rule) -> str:
        return _("%(title)s, clause %(clause)s (%(rule)s), by %(rank)s or above") % {
            "title": rule.version.title,
            "clause": rule.clause.identifier,
            "rule": rule.identifier,
            "rank": words_of(ListName.GRADE, rule.waivable_by),
        }


class AskForm(forms.Form):
    use_required_attribute = False

    rule = RuleField(
        Rule.objects.none(),
        label=_("Rule"),
        empty_label=_("Choose one"),
        help_text=_("Only rules whose policy says who may waive them."),
    )
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, validators=[ProhibitNullCharactersValidator()]
    )
    reason = forms.CharField(
        label=_("Why this case needs it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[ProhibitNullCharactersValidator()],
    )
    begins = forms.DateTimeField(
        label=_("Holds from"), widget=forms.DateTimeInput(), validators=MOMENTS
    )
    ends = forms.DateTimeField(
        label=_("Holds until"), widget=forms.DateTimeInput(), validators=MOMENTS
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule: Any = self.fields["rule"]
        rule.queryset = waivable_rules(at)
        now = timezone.localtime(at).replace(second=0, microsecond=0)
        self.initial = {"begins": now, "ends": now + A_WEEK, **self.initial}


class WordsForm(forms.Form):
    """Why; may be empty for a grant."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("Needed to deny or to end. Stays with the waiver."),
    )
