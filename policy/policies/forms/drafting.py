"""To begin a draft, and to take one over."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class BeginForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(
        label=_("Issuer"), max_length=200, required=False, help_text=_("Who issues the policy.")
    )
    slug = forms.CharField(
        label=_("Short name"),
        max_length=80,
        required=False,
        help_text=_(
            "Part of every address of the policy, and stays: lower-case letters, digits and "
            "single hyphens. Empty makes it from the title."
        ),
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
                _("Expected such as night-searches: small letters, digits, single hyphens."),
            )
        ],
        widget=forms.TextInput(attrs={"data-suggested-from": "id_title"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = suggested_slug(cleaned.get("title", ""))
            if not cleaned["slug"] and "title" in cleaned:
                self.add_error("slug", _("Give a short name; the title has no letters for one."))
        return cleaned


class TakeOverForm(forms.Form):
    message = forms.CharField(
        label=_("What to tell them"),
        max_length=300,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("They read it when they save next. Their text stays on their page."),
    )


def suggested_slug(title: str) -> str:
    """A short name from a title, cut at a word where it is long."""
    slug = slugify(title.replace("_", "-"))
    return slug if len(slug) <= 80 else slug[:81].rpartition("-")[0][:80]
