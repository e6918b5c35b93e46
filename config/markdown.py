"""Markdown of policy texts to safe HTML."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Headings belong to the page, and a clause needs neither images nor HTML of its own.
_READER = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image"])

_TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "strong", "ul"}
_SCHEMES = {"http", "https", "mailto"}


def to_html(text: str) -> SafeString:
    """Render Markdown to HTML that holds only text, lists, emphasis and links."""
    html = _READER.render(text)
    return mark_safe(nh3.clean(html, tags=_TAGS, url_schemes=_SCHEMES))  # noqa: S308
