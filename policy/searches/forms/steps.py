"""The steps in which a request is filled in.

A step that lacks something is kept as a draft all the same; only what is wrong is not kept.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ListName
from policy.lists.models import Agency
from policy.searches.forms.fields import ONE_OF, as_code, entry_of, yes_or_no
from policy.searches.images import MAX_BYTES
from policy.systems.choices import SystemStatus
from policy.systems.models import System

Content = dict[str, Any]

NO_NULL = ProhibitNullCharactersValidator()


class StepForm(forms.Form):
    """One step: `content()` is what can be kept of it, `wrong()` what cannot."""

    use_required_attribute = False
    # Fields that are no content of the request under their own name.
    kept_elsewhere: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> Content:
        """The kept content as the fields show it."""
        return dict(content)

    def content(self) -> Content:
        """Every field that is right or empty, by its name in the request."""
        return {
            name: self._value(name)
            for name in self.fields
            if name not in self.kept_elsewhere and name not in self.wrong()
        }

    def wrong(self) -> set[str]:
        """The fields whose value is wrong, beyond being missing."""
        return {
            name
            for name, errors in self.errors.as_data().items()
            if any(error.code != "required" for error in errors)
        }

    def forgive_missing(self) -> None:
        """Drop the errors of what is only missing: a draft may lack it."""
        for name in set(self.errors) - self.wrong():
            del self.errors[name]

    def _value(self, name: str) -> Any:
        field = self.fields[name]
        empty = getattr(field, "empty_value", field.to_python(""))
        return self.cleaned_data.get(name, empty)


class SystemChoices(forms.models.ModelChoiceIterator):
    """The register grouped by status, the allowed ones first."""

    def __iter__(self) -> Any:
        yield "", self.field.empty_label
        systems = list(self.queryset)
        for status in SystemStatus:
            group = [self.choice(system) for system in systems if system.status == status]
            if group:
                yield capfirst(status.label), group


class SystemField(forms.ModelChoiceField):
    iterator = SystemChoices

    def label_from_instance(self, system: System) -> str:
        return f"{system.name} ({system.vendor})"


class SystemForm(StepForm):
    """Which system, and for whom."""

    system = SystemField(
        System.objects.all(),
        label=_("Search system"),
        empty_label=_("Choose one"),
        error_messages=ONE_OF,
        help_text=_(
            "Every system in the register. You can ask for one that is prohibited: the policy "
            "answers, and the request is kept."
        ),
    )
    agency_is_outside = yes_or_no(
        _("On whose behalf is the search?"),
        {"no": _("This department"), "yes": _("An outside agency")},
    )
    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label=_("Outside agency"),
        empty_label=_("None of these, or not on the list"),
        required=False,
        help_text=_("The agencies that the policy office knows."),
    )
    agency_name = forms.CharField(
        label=_("Name of the outside agency"),
        max_length=160,
        required=False,
        help_text=_("Only where it is not on the list above."),
        validators=[NO_NULL],
    )

    def clean(self) -> Content:
        super().clean()
        cleaned = self.cleaned_data
        agency = cleaned.get("agency")
        if not cleaned.get("agency_is_outside"):
            cleaned["agency"], cleaned["agency_name"] = None, ""
        elif agency:
            cleaned["agency_name"] = agency.name
        elif not cleaned.get("agency_name"):
            missing = ValidationError(_("Name the outside agency."), code="required")
            self.add_error("agency_name", missing)
        return cleaned

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> Content:
        return {**content, "agency_is_outside": as_code(content["agency_is_outside"])}


class CaseForm(StepForm):
    """What the search is for."""

    case_number = forms.CharField(
        label=_("Case number"),
        max_length=60,
        required=False,
        help_text=_("As it stands in the case system, for example 26-0419733."),
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        validators=[NO_NULL],
    )
    offense = entry_of(_("Offense"), ListName.OFFENSE)
    offense_is_attempt = forms.BooleanField(label=_("It was an attempt"), required=False)
    purpose = entry_of(_("Purpose of the search"), ListName.PURPOSE)
    subject_role = entry_of(_("The person sought is"), ListName.SUBJECT_ROLE)
    legal_basis = entry_of(
        _("Legal basis"),
        ListName.LEGAL_BASIS,
        help_text=_("From the weakest to the strongest; choose the strongest that you have."),
    )
    exigent = forms.BooleanField(
        label=_(
            "There are exigent circumstances: someone's life or safety is in danger, and waiting "
            "would make it worse"
        ),
        required=False,
    )


class ImageForm(StepForm):
    """The image of the person sought, and where it comes from."""

    kept_elsewhere = frozenset({"probe_image"})

    probe_image = forms.FileField(
        label=_("Probe image"),
        required=False,
        help_text=_(
            "A JPEG or PNG file of at most %(megabytes)s MB. Only the picture itself is kept: "
            "place, camera and time are removed."
        )
        % {"megabytes": MAX_BYTES // 1024 // 1024},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    media = entry_of(_("Kind of image"), ListName.MEDIA)  # type: ignore[assignment]
    image_source = entry_of(_("Source of the image"), ListName.IMAGE_SOURCE)
