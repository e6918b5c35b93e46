"""A pack to import."""

from functools import cache
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from policy.policies.packs import read_pack, shipped_packs


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
