"""An action on a proposal, tried from a form that shows why it cannot be done."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from policy.changes.errors import Conflict
from policy.changes.models.proposals import Proposal

P = TypeVar("P", bound=Proposal)


def attempt(form: forms.Form, action: Callable[..., P], **what: Any) -> P | None:
    """The proposal; None where the form has to show why there is none."""
    try:
        return action(**what, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
    except (Conflict, PermissionDenied) as error:
        form.add_error(None, str(error))
    return None
