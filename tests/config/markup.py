"""Pages and fragments for the tests of the look: rendered, then taken apart."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

LOAD = "{% load gatehouse i18n %}"


def render(source: str, *, query: str = "", **context: Any) -> Tag:
    """Render a fragment of a page."""
    request = RequestFactory().get(f"/?{query}")
    return _parsed(LOAD + source, context, request)


def render_page(source: str, *, user: Any = None, **context: Any) -> Tag:
    """Render a whole page, as `user` or as someone who is signed out."""
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    request.resolver_match = None
    return _parsed(source, context, request)


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def _parsed(source: str, context: dict[str, Any], request: Any) -> Tag:
    html = engines["django"].from_string(source).render(context, request)
    return BeautifulSoup(html, "html.parser")
