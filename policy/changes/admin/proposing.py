"""Proposals out of a form of the admin."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.changes.errors import Conflict
from policy.changes.models import Change
from policy.changes.telling import what_it_waits_for

BY_TWO = _("Takes two administrators: what you enter here is proposed, and another approves it.")


# Fields of a form that are proposed, or say why.
PROPOSED = ("status", "reason")


class ReasonField(forms.CharField):
    """Why something is proposed; asked for where something is."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Reason of the change"),
            max_length=4000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Needed for what takes two administrators, and kept with it."),
        )


def propose(action: Callable[..., Change], *, request: Any, form: Any, **what: Any) -> Change:
    """Raises ValidationError also where the same waits already, for the form to show."""
    # The admin's own history tells of what was written.
    form.changed_data = [name for name in form.changed_data if name not in PROPOSED]
    try:
        return action(
            **what, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
    except Conflict as conflict:
        raise ValidationError(str(conflict)) from conflict


def tell(request: Any, changes: Iterable[Change]) -> None:
    for change in changes:
        messages.info(request, what_it_waits_for(change))
