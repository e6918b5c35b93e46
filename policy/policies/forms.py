"""Forms of policies: what to look at, what to import, and what an act on a version needs."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django import forms
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
    URLValidator,
)
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.personnel.models import Account
from policy.policies.choices import Gate, RequirementKind, VersionState
from policy.policies.dates import as_written
from policy.policies.models import Policy, Version, VersionQuerySet
from policy.policies.packs import read_pack, shipped_packs
from policy.policies.queries import possible_reviewers, replaceable_by
from policy.policies.signing_forms import units_field

# Beyond these a day is a slip of the finger, and cannot be turned into a moment everywhere.
DAYS = (MinValueValidator(date(1950, 1, 1)), MaxValueValidator(date(2100, 1, 1)))
MOMENTS = (
    MinValueValidator(datetime(1950, 1, 1, tzinfo=UTC)),
    MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC)),
)


class DayForm(forms.Form):
    """The day whose policies a page shows; now, where there is none or none that can be read."""

    at = forms.DateField(label=_("What is in force on"), validators=DAYS, required=False)

    def day(self) -> date | None:
        return self.cleaned_data["at"] if self.is_bound and self.is_valid() else None


class FilterForm(forms.Form):
    """Every field is optional; a wrong one is said to be wrong and filters nothing."""

    use_required_attribute = False

    policy = forms.ModelChoiceField(
        Policy.objects.none(),
        label=_("Policy"),
        to_field_name="slug",
        empty_label=_("Any"),
        required=False,
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Any")), *((s.value, capfirst(s.label)) for s in VersionState)],
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, versions: VersionQuerySet) -> None:
        super().__init__(data)
        self._versions = versions
        policies = Policy.objects.filter(versions__in=versions).distinct()
        self.fields["policy"].queryset = policies  # type: ignore[attr-defined]

    def found(self) -> VersionQuerySet:
        """The versions, narrowed by every filter that is set and right."""
        if not self.is_bound:
            return self._versions
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return self._versions.filter(**given)


class ConfirmForm(forms.Form):
    """Nothing to fill in; the button is the answer, to the text that was on the page."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: Version) -> None:
        super().__init__(data, initial={"read": version.digest})
        self._digest = version.digest

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.pop("read", "") not in ("", self._digest):
            raise forms.ValidationError(
                _("The text was changed since you opened this page. Read it again first.")
            )
        return cleaned


class ReasonForm(ConfirmForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("Stays with the version, and is shown to everyone who may see it."),
    )


class AccountsField(forms.ModelMultipleChoiceField):
    """Accounts by the names of their people, with what they are."""

    def label_from_instance(self, account: Account) -> str:
        if account.person is None:
            return account.display_name
        return f"{account.display_name}, {account.person.rank.name}"


class ReviewForm(ConfirmForm):
    """Who reviews the version, and how many of them have to approve."""

    reviewers = AccountsField(
        Account.objects.none(),
        label=_("Reviewers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one reviewer.")},
        help_text=_(
            "Policy officers, and the supervisors above the author. Each is told, and reads the "
            "text as it is now."
        ),
    )
    quorum = forms.IntegerField(
        label=_("How many of them have to approve"),
        min_value=1,
        initial=1,
        widget=forms.NumberInput(attrs={"size": 4}),
        help_text=_("One objection is enough to stop it."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: Version) -> None:
        super().__init__(data, version=version)
        possible = possible_reviewers(version).select_related("person__rank")
        self.fields["reviewers"].queryset = possible  # type: ignore[attr-defined]


class EventForm(ConfirmForm):
    occurred_at = forms.DateTimeField(
        label=_("When the event came, or will come"),
        widget=forms.DateTimeInput(),
        validators=MOMENTS,
        help_text=_("The version ends at that moment, and now where it is past."),
    )
    evidence = forms.CharField(
        label=_("How you know"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("For example the resolution, its number and its date."),
    )
    link = forms.URLField(
        label=_("Where it can be read"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=("https", "http"))],
    )


class PublishForm(ConfirmForm):
    in_force_from = forms.DateTimeField(
        label=_("In force from"),
        widget=forms.DateTimeInput(),
        validators=MOMENTS,
        required=False,
        help_text=_("Empty for at once."),
    )
    in_force_until = forms.DateTimeField(
        label=_("In force until"),
        widget=forms.DateTimeInput(),
        validators=MOMENTS,
        required=False,
        help_text=_("Empty for no end, or for the end that the text itself gives."),
    )
    replaces = forms.ModelMultipleChoiceField(
        Version.objects.none(),
        label=_("Other policies that it takes the place of"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("They end at the moment when this begins, for instance an interim order."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: Version) -> None:
        super().__init__(data, version=version)
        begins = as_written(version.effective_from)
        if begins and begins > timezone.now():
            self.initial["in_force_from"] = begins
        self.initial["in_force_until"] = as_written(version.effective_until)
        self.fields["units"] = units_field()
        others = replaceable_by(version, timezone.now())
        self.fields["replaces"].queryset = others  # type: ignore[attr-defined]
        if not others.exists():
            del self.fields["replaces"]


@cache
def shipped_titles() -> dict[str, str]:
    """Issuer and title of each shipped pack by its slug, for several have much the same title."""
    heads = {
        slug: read_pack(path.read_text(encoding="utf-8")).policy
        for slug, path in shipped_packs().items()
    }
    return {slug: f"{head.issuer}: {head.title}" for slug, head in heads.items()}


class ImportForm(forms.Form):
    """A pack from one of three places; its text stays in the form when it has errors."""

    MOST_BYTES = 512 * 1024

    shipped = forms.ChoiceField(
        label=_("A pack that comes with Gatehouse"),
        required=False,
        help_text=_(
            "Compare its text with the original of your department before it is published."
        ),
    )
    file = forms.FileField(
        label=_("A file"),
        allow_empty_file=True,
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,application/toml,text/plain"}),
        help_text=_("TOML, in UTF-8, at most 512 KB."),
    )
    text = forms.CharField(
        label=_("The text of a pack"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "gh-code", "spellcheck": "false"}),
        validators=[ProhibitNullCharactersValidator()],
    )
    replace_draft = forms.BooleanField(
        label=_("Replace the draft of the same number, if there is one"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("None")), *shipped_titles().items()]
        self.fields["shipped"].choices = choices  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > self.MOST_BYTES:
            raise forms.ValidationError(
                _("Expected at most %(most)s bytes, not %(size)s."),
                params={"most": self.MOST_BYTES, "size": file.size},
            )
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("Expected text in UTF-8; byte %(place)s is none."),
                params={"place": error.start + 1},
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        slug = cleaned.get("shipped")
        given = [
            shipped_packs()[slug].read_text(encoding="utf-8") if slug else "",
            cleaned.get("file", ""),
            cleaned.get("text", ""),
        ]
        texts = [text for text in given if text.strip()]
        if len(texts) != 1 and not self.errors:
            raise forms.ValidationError(
                _("Give one of the three: a pack that comes with Gatehouse, a file, or a text.")
            )
        cleaned["pack"] = texts[0] if texts else ""
        return cleaned


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
