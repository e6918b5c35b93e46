"""What pages ask in the same way: what kind is added, and whether something is to end."""

from typing import Any, TypeVar

from django.db.models import TextChoices
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policy.personnel.requests import Request

Kind = TypeVar("Kind", bound=TextChoices)
ASKS = require_http_methods(["GET", "HEAD", "POST"])


def kind_or_404(kinds: type[Kind], code: str) -> Kind:
    try:
        return kinds(code)
    except ValueError as error:
        raise Http404 from error


def confirm(request: Request, **words: Any) -> HttpResponse:
    """Asks before something ends: `title`, `question`, where to `cancel`; `submit` in words."""
    return render(request, "confirm.html", {"submit": _("End it"), "danger": True, **words})
