"""A few lines of a log, by which its format is described; they are not stored."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.discovery.formats.detecting import sample_of
from audits.discovery.forms.imports import NO_NULL
from audits.discovery.trying import MOST_LINES

_LONGEST = 50_000
_BEGINNING = 1 << 20


class SampleForm(forms.Form):
    """`cleaned_data["sample"]` is what was typed, or the beginning of the file that was chosen."""

    use_required_attribute = False

    sample = forms.CharField(
        label=gettext_lazy("First lines of the log"),
        max_length=_LONGEST,
        required=False,
        strip=False,
        validators=NO_NULL,
        widget=forms.Textarea(
            attrs={"rows": 6, "spellcheck": "false", "wrap": "off", "class": "gh-sample"}
        ),
        help_text=gettext_lazy(
            "As they are, with the header line if there is one. They are not stored."
        ),
    )
    upload = forms.FileField(
        label=gettext_lazy("Or a file that begins with them"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Its first lines take the place of those above; it is not stored."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("upload"):
            told["sample"] = _beginning(told["upload"])
            if not told["sample"]:
                words = _("There are no lines in %(name)s.") % {"name": told["upload"].name}
                self.add_error("upload", words)
        return told


def _beginning(file: UploadedFile) -> str:
    """The first lines of an uploaded log, also of one that is compressed."""
    with NamedTemporaryFile() as kept:
        kept.write(file.read(_BEGINNING))
        kept.flush()
        lines = sample_of(Path(kept.name))[:MOST_LINES]
    return "\n".join(lines).replace("\0", "\N{REPLACEMENT CHARACTER}")[:_LONGEST]
