"""The lists are read once in a web request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from policy.lists.queries import read_once


class ListsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with read_once():
            return self.get_response(request)
