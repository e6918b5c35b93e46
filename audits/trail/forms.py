"""What the trail is searched by."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.trail.proving.files import CONTENT, ENTRY, LARGEST_UPLOAD, MEGABYTE
from audits.trail.queries import Criteria
from audits.trail.wording.kinds import VERBS, kinds
from policy.personnel.models import Account

# Beyond these a day is a slip of the finger, and cannot be turned into a moment everywhere.
DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))]
NO_NULL = [ProhibitNullCharactersValidator()]
MOST_NAMED = 5

ANY = [("", gettext_lazy("Any"))]


def _verbs() -> list[tuple[str, Any]]:
    return [*ANY, *VERBS.items()]


def _kinds() -> list[tuple[str, Any]]:
    return [*ANY, *kinds()]


class SearchForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    words = forms.CharField(
        label=gettext_lazy("Words"), max_length=200, required=False, validators=NO_NULL
    )
    who = forms.CharField(
        label=gettext_lazy("Who acted (serial number, user name or name)"),
        max_length=120,
        required=False,
        validators=NO_NULL,
    )
    verb = forms.ChoiceField(label=gettext_lazy("What"), choices=_verbs, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of record"), choices=_kinds, required=False)
    key = forms.CharField(
        label=gettext_lazy("Key of the record"), max_length=200, required=False, validators=NO_NULL
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, validators=DAYS)
    until = forms.DateField(label=gettext_lazy("Up to"), required=False, validators=DAYS)

    def clean_who(self) -> Account | None:
        text = self.cleaned_data["who"].strip()
        return account_called(text) if text else None

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("key") and not cleaned.get("kind"):
            self.add_error("kind", _("A key is of a kind of record: choose which."))
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return cleaned

    def criteria(self) -> Criteria:
        """What is sought by every filter that is set and right."""
        if not self.is_bound:
            return Criteria()
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        account, since, until = (given.get(name) for name in ("who", "since", "until"))
        return Criteria(
            account=account.pk if account else None,
            verb=given.get("verb", ""),
            kind=given.get("kind", ""),
            key=given.get("key", "") if given.get("kind") else "",
            words=given.get("words", ""),
            since=_start_of(since) if since else None,
            until=_start_of(until + timedelta(days=1)) if until else None,
        )

    def as_typed(self) -> dict[str, str]:
        """Every filter that was set, for the trail to tell."""
        return {name: str(self.data[name]) for name in self.fields if self.data.get(name)}


def account_called(text: str) -> Account:
    """The one account that `text` names; raises ValidationError where none or several are."""
    first, __, last = text.rpartition(" ")
    named = (
        Q(person__last_name__iexact=last, person__first_name__iexact=first)
        if first
        else Q(person__last_name__iexact=text)
    )
    exactly = Q(username=text) | Q(person__serial_number=text)
    found = list(
        Account.objects.filter(exactly | named).select_related("person__rank")[: MOST_NAMED + 1]
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("No account is called “%(text)s”.") % {"text": text})
    names = ", ".join(str(account.person or account) for account in found[:MOST_NAMED])
    words = _("Several are called “%(text)s”: %(names)s. Give the serial number.")
    raise ValidationError(words % {"text": text, "names": names})


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class ProofForm(forms.Form):
    """A proof as it was downloaded, or its files one by one."""

    use_required_attribute = False

    proof = forms.FileField(
        label=gettext_lazy("The proof"),
        help_text=gettext_lazy("The zip file as it was downloaded, or the .tlog-proof out of it."),
        widget=forms.FileInput,
        allow_empty_file=True,
    )
    entry = forms.FileField(
        label=gettext_lazy("The entry, if the proof is not a zip file"),
        help_text=ENTRY,
        widget=forms.FileInput,
        required=False,
        allow_empty_file=True,
    )
    content = forms.FileField(
        label=gettext_lazy("Its content, if the proof is not a zip file and you have it"),
        help_text=CONTENT,
        widget=forms.FileInput,
        required=False,
        allow_empty_file=True,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = {name: file for name, file in self.cleaned_data.items() if file is not None}
        for name, file in given.items():
            if file.size > LARGEST_UPLOAD:
                words = _("This file is larger than %(most)d MB, which no proof is.")
                self.add_error(name, words % {"most": LARGEST_UPLOAD // MEGABYTE})
        return self.cleaned_data

    def files_read(self) -> dict[str, bytes]:
        given = {name: file for name, file in self.cleaned_data.items() if file is not None}
        return {name: file.read() for name, file in given.items()}
