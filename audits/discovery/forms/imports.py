"""What is filled in to import logs, and to watch a folder."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.discovery.queries import formats
from policy.systems.models import System

NO_NULL = [ProhibitNullCharactersValidator()]
_LONGEST_NAME = 500

ZONES = {
    "America/New_York": gettext_lazy("Eastern time"),
    "America/Chicago": gettext_lazy("Central time"),
    "America/Denver": gettext_lazy("Mountain time"),
    "America/Phoenix": gettext_lazy("Arizona time"),
    "America/Los_Angeles": gettext_lazy("Pacific time"),
    "America/Anchorage": gettext_lazy("Alaska time"),
    "Pacific/Honolulu": gettext_lazy("Hawaii time"),
    "UTC": gettext_lazy("Coordinated universal time"),
}


def zones() -> list[tuple[str, str]]:
    """The zones to choose from, the department's own among them."""
    own = settings.TIME_ZONE
    named = ZONES if own in ZONES else {own: own.replace("_", " "), **ZONES}
    return [(zone, f"{name} ({zone})") for zone, name in named.items()]


def format_choices() -> list[tuple[str, Any]]:
    known = sorted((one.label, one.name) for one in formats().values())
    return [("", _("Recognize each file by itself")), *((name, label) for label, name in known)]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files, each of them clean."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        several = data if isinstance(data, list | tuple) else [data]
        one_by_one = super().clean
        return [one_by_one(file, initial) for file in several or [None]]


class ReadAsForm(forms.Form):
    """How what is handed over is to be read."""

    use_required_attribute = False

    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=zones,
        help_text=gettext_lazy("Of times in the logs that do not say it themselves."),
    )
    log_format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=format_choices,
        required=False,
        help_text=gettext_lazy(
            "Name it only where files are not recognized: every file is then read in it, and no "
            "file as a table."
        ),
    )


class ImportForm(ReadAsForm):
    field_order = ("title", "logs", "about", "zone", "log_format")

    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=200,
        validators=NO_NULL,
        help_text=gettext_lazy("For example: proxy logs of the third quarter, from the county."),
    )
    logs = FilesField(
        label=gettext_lazy("Logs and tables"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose at least one file.")},
    )
    about = forms.ModelChoiceField(
        System.objects.all(),
        to_field_name="slug",
        label=gettext_lazy("Service that it is about"),
        required=False,
        empty_label=gettext_lazy("The rows say so"),
        help_text=gettext_lazy(
            "Only for a vendor's own list of users or export of searches, whose rows name none."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["logs"].help_text = _(
            "As many as you want to have read together, at most %(files)s files and %(limit)s. "
            "Compressed ones stay as they are. Tables beside the logs (roster, DHCP leases, VPN "
            "sessions, logons, asset register) tell whose an address was. Evidence of others "
            "counts too, as CSV: a vendor's users or searches, a mail gateway's log, purchase- "
            "card lines, a list that was handed over. Larger logs come by way of a watched "
            "folder."
        ) % {"files": settings.DATA_UPLOAD_MAX_NUMBER_FILES, "limit": limit_in_words()}

    def clean_logs(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["logs"]
        _require_room(files)
        _require_own_names([str(file.name) for file in files])
        return files


def limit_in_words() -> str:
    return filesizeformat(settings.DISCOVERY_UPLOAD_BYTES)


def _require_room(files: list[UploadedFile]) -> None:
    total = sum(file.size or 0 for file in files)
    if total > settings.DISCOVERY_UPLOAD_BYTES:
        told = {"total": filesizeformat(total), "limit": limit_in_words()}
        raise ValidationError(
            _(
                "The files come to %(total)s, and at most %(limit)s can be uploaded at once. "
                "Choose fewer, or let the server take them from a watched folder."
            )
            % told
        )


def _require_own_names(names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValidationError(
            _("Two files are named “%(name)s”. Rename one, so that each can be told apart.")
            % {"name": twice}
        )
    longest = max(names, key=len)
    if len(longest) > _LONGEST_NAME:
        raise ValidationError(
            _("The name of a file has %(signs)s signs; expected %(most)s at most.")
            % {"signs": len(longest), "most": _LONGEST_NAME}
        )


class FolderForm(ReadAsForm):
    field_order = ("path", "zone", "log_format")

    path = forms.CharField(
        label=gettext_lazy("Folder"),
        max_length=500,
        validators=NO_NULL,
        help_text=gettext_lazy(
            "A full path on the server, for example /srv/logs/proxy. Folders in it count as well."
        ),
    )


class SinceForm(forms.Form):
    """From where a page measures how fast an import is read: bytes, and seconds since 1970."""

    bytes = forms.IntegerField(min_value=0, max_value=2**63)
    at = forms.FloatField(min_value=0, max_value=2**40)
