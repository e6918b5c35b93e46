"""What a `require` rule asks for: a small form per requirement, made from the format's table."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from policy.policies.choices import RequirementKind
from policy.policies.editors.fields import field_of, grade_field
from policy.policies.packs import RequirementText
from policy.policies.packs.tables import REQUIREMENTS, Key

Words = str | Promise

PREFIX = "requirement"
MOST = 20

_KIND = re.compile(rf"{PREFIX}-([0-9]{{1,3}})-kind")

LABELS: Mapping[str, Words] = {
    "count": _("How many approvals"),
    "rank": _("Lowest rank that may approve"),
    "in_chain": _("In the requester's chain of command"),
    "independent_of": _("By someone other than"),
    "within_hours": _("Within how many hours"),
    "examiners": _("How many examiners"),
    "blind": _("Each without knowing what the others found"),
    "name": _("Short name"),
    "text": _("Text"),
    "by": _("Who attests"),
    "label": _("Which document"),
    "hours": _("Hours"),
    "to": _("To whom"),
    "before": _("Before"),
    "after": _("After"),
    "record": _("Which record"),
    "min_days": _("Kept for at least, in days"),
    "max_days": _("Kept for at most, in days"),
}
HINTS: Mapping[str, Words] = {
    "name": _("Lower-case letters, digits and underscores, for example read_policy."),
    "text": _("As the person reads it."),
    "before": _("Choose a gate here or under “After”, not both."),
}


class RequirementForm(forms.Form):
    """One requirement of a kind; blank fields are not said."""

    use_required_attribute = False

    def __init__(self, kind: str, place: int, **given: Any) -> None:
        super().__init__(prefix=f"{PREFIX}-{place}", **given)
        self.kind = kind
        self.place = place
        for name, key in REQUIREMENTS[kind].items():
            if name != "kind":
                self.fields[name] = _field(name, key)

    @property
    def heading(self) -> str:
        # No `label`: a template would find the field of that name.
        return capfirst(str(RequirementKind(self.kind).label))

    def text(self) -> RequirementText:
        """The requirement as far as it can be read."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        said = {name: cleaned.get(name) for name in self.fields}
        details = {name: _plain(value) for name, value in said.items() if _is_said(value)}
        return RequirementText(self.kind, details)


def _field(name: str, key: Key) -> Any:
    hint = HINTS.get(name, _("Needed.") if key.required else "")
    if name == "rank":
        return grade_field(LABELS[name], hint=hint)
    return field_of(key, LABELS[name], required=False, hint=hint)


def _is_said(value: object) -> bool:
    return value is not None and value not in ("", [])


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def forms_of(texts: Iterable[RequirementText]) -> list[RequirementForm]:
    """The forms of requirements that are stored; of a kind that nobody knows there is none."""
    return [
        RequirementForm(text.kind, place, initial=_initial(text.details))
        for place, text in enumerate(texts)
        if text.kind in REQUIREMENTS
    ]


def _initial(details: Mapping[str, object]) -> dict[str, object]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in details.items()
    }


def forms_from(data: QueryDict) -> list[RequirementForm]:
    """The forms of requirements as they came back."""
    found = (match for name in data if (match := _KIND.fullmatch(name)))
    places = sorted({int(match[1]) for match in found})[:MOST]
    kinds = [(place, data.get(f"{PREFIX}-{place}-kind", "")) for place in places]
    return [
        RequirementForm(kind, place, data=data) for place, kind in kinds if kind in REQUIREMENTS
    ]


def added(forms_now: list[RequirementForm], kind: str) -> list[RequirementForm]:
    """The forms with a blank one of the kind after them."""
    if kind not in REQUIREMENTS or len(forms_now) >= MOST:
        return forms_now
    place = max((form.place for form in forms_now), default=-1) + 1
    return [*forms_now, RequirementForm(kind, place)]


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, capfirst(str(kind.label))) for kind in RequirementKind]
