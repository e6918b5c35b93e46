"""Pages and fragments for the tests of the look: rendered, then taken apart."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.template import engines
from django.test import RequestFactory

LOAD = "{% load gatehouse i18n %}"


def render(source: str, *, query: str = "", **context: Any) -> Tag:
    request = RequestFactory().get(f"/?{query}")
    html = engines["django"].from_string(LOAD + source).render(context, request)
    return BeautifulSoup(html, "html.parser")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())
