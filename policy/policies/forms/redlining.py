"""The versions to compare."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.policies.models import Version, VersionQuerySet


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Version) -> str:
        return f"{obj} · {obj.get_state_display()}"


class RedlineForm(forms.Form):
    """Two versions to compare, of one policy or of two."""

    use_required_attribute = False

    old = VersionField(Version.objects.none(), label=_("From"), empty_label=_("Choose"))
    new = VersionField(Version.objects.none(), label=_("To"), empty_label=_("Choose"))

    def __init__(
        self, data: Any, *, versions: VersionQuerySet, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        ordered = versions.order_by("policy__slug", "-number")
        for name in ("old", "new"):
            self.fields[name].queryset = ordered  # type: ignore[attr-defined]
