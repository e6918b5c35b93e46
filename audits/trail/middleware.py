"""Names who acts in each web request, and records what it read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from audits.trail.acting import act_as, acting_as, acting_now
from audits.trail.recording.web import acting_in, tell_of_answer

_LONGEST_REASON = 2000


class TrailMiddleware:
    """After whoever is signed in is known, and before anything is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(acting_in(request, request.user)):
            response = self.get_response(request)
            tell_of_answer(request, response)
            return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        """A reason that a form gives, stands beside everything that the form changes."""
        acting = acting_now()
        if acting and request.method == "POST" and not getattr(view, "csrf_exempt", False):
            act_as(replace(acting, reason=request.POST.get("reason", "")[:_LONGEST_REASON].strip()))
