"""The tags that pages are built of; docs/pages.md shows each in use."""

from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audits.reports.models import Report
from config import links
from config import markdown as policy_markdown
from config.tones import ICONS, tone_of
from policy.policies.models import Version
from policy.policies.wording import with_links

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the design system's sprite, decoration beside words that say the same."""
    return format_html(
        '<svg class="usa-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("uswds/img/sprite.svg"),
        name,
    )


@register.simple_tag
def status_tag(code: str, label: str) -> SafeString:
    tone = tone_of(code)
    return format_html(
        '<span class="gh-status gh-status--{}">{}{}</span>', tone, icon(ICONS[tone]), label
    )


@register.filter
def tone(code: str) -> str:
    return tone_of(code)


@register.filter
def tone_icon(code: str) -> str:
    return ICONS[tone_of(code)]


_SHOWN = {"datetime": "DATETIME_FORMAT", "date": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT"}


@register.simple_tag
def local_time(value: datetime | date | None, show: str = "datetime") -> SafeString:
    """A moment in the department's zone, or a date as it is.

    `show="date"` leaves the time out, `show="month"` the day too.
    """
    if value is None:
        return format_html(
            '<span aria-hidden="true">—</span><span class="usa-sr-only">{}</span>', _("none")
        )
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    elif show == "datetime":
        show = "date"
    told = f"{value:%Y-%m}" if show == "month" else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', told, date_format(value, _SHOWN[show]))


@register.simple_tag
def markdown(text: str) -> SafeString:
    return policy_markdown.to_html(text)


@register.simple_tag
def policy_text(text: str, version: Version, page: str | None = None) -> SafeString:
    """Text of a version, from Markdown; a reference leads to its clause, on `page` if given."""
    return policy_markdown.to_html(with_links(text, version, page))


@register.simple_tag
def crumb(label: str, url: str) -> SafeString:
    return format_html(
        '<li class="usa-breadcrumb__list-item">'
        '<a href="{}" class="usa-breadcrumb__link"><span>{}</span></a></li>',
        url,
        label,
    )


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> str:
    """The page's `title` block again, so that a page writes its title once."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block("title")
    return block.nodelist.render(context)


@register.inclusion_tag("partials/links.html", takes_context=True)
def links_of(context: Context, shown: Model) -> dict[str, Any]:
    """What other parts of Gatehouse hold about `shown`, for whoever may open it."""
    return {"links": links.links_of(shown, context["user"])}


@register.simple_tag(takes_context=True)
def newest_report(context: Context, kind: str) -> Report | None:
    return links.newest_report(kind, context["user"])


@register.simple_block_tag
def alert(content: str, tone: str, heading: str = "") -> SafeString:
    return _component("alert", content, tone=tone, heading=heading)


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    return _component("panel", content, title=title)


@register.simple_block_tag
def clause(content: str, heading: str = "", source: str = "") -> SafeString:
    return _component("clause", content, heading=heading, source=source)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    return format_html('<dl class="gh-facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    return format_html('<div class="gh-facts__row"><dt>{}</dt><dd>{}</dd></div>', label, content)


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    return _component("empty_state", content, title=title)


@register.simple_block_tag
def tiles(content: str) -> SafeString:
    return format_html('<ul class="gh-tiles">{}</ul>', content)


@register.simple_tag
def tile(value: Any, label: str, url: str = "") -> SafeString:
    return _component("tile", "", value=value, label=label, url=url)


def _component(name: str, content: str, **context: Any) -> SafeString:
    return render_to_string(f"partials/{name}.html", {"content": content, **context})
