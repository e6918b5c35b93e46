"""What auditors and oversight fill in about one finding."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator, ProhibitNullCharactersValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from audits.findings.behind import has_account
from audits.findings.choices import Basis, State
from audits.findings.forms.people import PersonField
from audits.findings.lifecycle import DISPOSES
from audits.findings.models import Finding
from audits.findings.models.unmasking import FEWEST_SIGNS
from audits.findings.permissions import may_be_handed, may_now
from policy.changes.forms import AccountField, ReasonField
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Denied

NO_NULL = [ProhibitNullCharactersValidator()]
NO_NAME = gettext_lazy("It stays with the finding: do not name the person.")


def words_field(label: Any, help_text: Any = NO_NAME, **options: Any) -> forms.CharField:
    return ReasonField(label=label, help_text=help_text, **options)


class ActForm(forms.Form):
    """A form about one finding; alone, it only asks for a click."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, finding: Finding, by: Account, at: datetime) -> None:
        super().__init__(data)
        self.finding, self.by, self.at = finding, by, at


class HandOverForm(ActForm):
    to = AccountField(
        Account.objects.filter(is_active=True, grants__role=Role.AUDITOR)
        .select_related("person")
        .order_by("username"),
        label=gettext_lazy("To"),
    )
    reason = words_field(gettext_lazy("Reason"))

    def clean_to(self) -> Account:
        to: Account = self.cleaned_data["to"]
        answer = may_be_handed(to, self.finding)
        if isinstance(answer, Denied):
            raise ValidationError(str(answer.reason))
        return to


class HearingForm(ActForm):
    """Asks how the person was told where they have no account on which to read it."""

    how = words_field(
        gettext_lazy("How the person was told"),
        gettext_lazy(
            "They have no account here: ask for the name, tell them what was found and until when "
            "they can reply, and say how you did. Do not name them."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_account(self.finding):
            del self.fields["how"]


class AttributingForm(ActForm):
    """Who it is by serial number, and what shows it; whoever says so does not decide."""

    person = PersonField(help_text=gettext_lazy("Kept sealed, under a pseudonym."))
    words = words_field(
        gettext_lazy("What shows that it was them"),
        gettext_lazy("Every reader sees it: do not name anyone."),
    )
    private = words_field(
        gettext_lazy("Private details"),
        gettext_lazy("Sign-in sheets, user names, addresses, lines of a log. Kept sealed."),
        required=False,
    )


class TakingDownForm(ActForm):
    words = words_field(
        gettext_lazy("What the person says"),
        gettext_lazy("In their own words. Kept sealed in the database."),
    )
    how = words_field(
        gettext_lazy("How they said it"),
        gettext_lazy("For example: by letter of 3 March, or when heard. Do not name them."),
    )
    is_last = forms.BooleanField(
        label=gettext_lazy("They have no more to say; the review goes on."), required=False
    )


class ClosingForm(ActForm):
    disposition = forms.TypedChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[(it.value, capfirst(it.label)) for it in DISPOSES],
        coerce=State,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("About somebody: sustained and referred take the right of reply."),
    )
    reason = words_field(
        gettext_lazy("Reason"),
        gettext_lazy(
            "What you looked at, who was told, and what was done. "
            "It stays with the finding: do not name the person."
        ),
    )

    def clean_disposition(self) -> State:
        disposition: State = self.cleaned_data["disposition"]
        answer = may_now(self.by, DISPOSES[disposition], self.finding, self.at)
        if isinstance(answer, Denied) and self.finding.is_open:
            raise ValidationError(str(answer.reason))
        return disposition


class AskForm(ActForm):
    basis = forms.TypedChoiceField(
        label=gettext_lazy("Legal basis"),
        choices=[(it.value, capfirst(it.label)) for it in Basis],
        coerce=Basis,
        widget=forms.RadioSelect,
    )
    words = words_field(
        gettext_lazy("Why the name has to be known"),
        gettext_lazy("The case, order or mandate, and what you will do with the name."),
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        MinLengthValidator(FEWEST_SIGNS)(words)
        return words


class DecideForm(forms.Form):
    use_required_attribute = False

    granted = forms.TypedChoiceField(
        label=gettext_lazy("The name is"),
        choices=[("yes", gettext_lazy("Shown to who asked")), ("no", gettext_lazy("Not shown"))],
        coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
    )
    reason = words_field(gettext_lazy("Reason"))


class HowForm(forms.Form):
    use_required_attribute = False

    how = words_field(
        gettext_lazy("How and when they were told"),
        gettext_lazy("For example: by letter of 3 March, handed over by the watch commander."),
    )
