from datetime import UTC, date, datetime

import pytest
from django.utils.safestring import SafeString

from config.markdown import to_html
from tests.config.markup import render, render_page, words

NOON_IN_LONDON = datetime(2020, 11, 13, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "tone", "icon"),
    [
        ("approved", "good", "check_circle"),
        ("refused", "bad", "highlight_off"),
        ("returned", "caution", "warning"),
        ("in_approval", "waiting", "schedule"),
        ("running", "moving", "autorenew"),
        ("draft", "quiet", "remove_circle"),
        ("a_code_of_tomorrow", "quiet", "remove_circle"),
    ],
)
def test_a_status_says_its_tone_by_words_and_icon_and_not_by_color_alone(code, tone, icon):
    tag = render("{% status_tag code 'Its words' %}", code=code).span

    assert tag["class"] == ["gh-status", f"gh-status--{tone}"]
    assert tag.use["href"].partition("#")[2] == icon
    assert words(tag) == "Its words"


def test_a_moment_is_shown_in_the_departments_zone_and_read_by_machines():
    tag = render("{% local_time at %}", at=NOON_IN_LONDON).time

    assert tag["datetime"] == "2020-11-13T04:00:00-08:00"
    assert words(tag) == "Nov. 13, 2020, 4 a.m."


def test_a_moment_shown_as_a_date_is_the_date_in_the_departments_zone():
    early = datetime(2020, 11, 13, 2, 0, tzinfo=UTC)

    tag = render("{% local_time at 'date' %}", at=early).time

    assert words(tag) == "Nov. 12, 2020"


def test_a_date_is_shown_as_it_is():
    tag = render("{% local_time day %}", day=date(2020, 11, 13)).time

    assert tag["datetime"] == "2020-11-13"
    assert words(tag) == "Nov. 13, 2020"


def test_a_missing_moment_is_a_dash_that_is_read_aloud_as_none():
    page = render("{% local_time None %}")

    assert page.find("span", attrs={"aria-hidden": "true"}).text == "—"
    assert page.find("span", class_="usa-sr-only").text == "none"


def test_markdown_keeps_lists_emphasis_and_links():
    html = to_html("Not *ever*:\n\n- a [list](https://example.gov/)\n")

    assert isinstance(html, SafeString)
    assert html == (
        "<p>Not <em>ever</em>:</p>\n<ul>\n"
        '<li>a <a href="https://example.gov/" rel="noopener noreferrer">list</a></li>\n</ul>\n'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;\n"),
        ("<b onclick=x>loud</b>", "<p>&lt;b onclick=x&gt;loud&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("# A heading", "<p># A heading</p>\n"),
        ("![x](/image.png)", '<p>!<a href="/image.png" rel="noopener noreferrer">x</a></p>\n'),
    ],
)
def test_markdown_lets_no_markup_of_its_own_through(text, html):
    assert to_html(text) in (html, f"<p>{html.strip()}</p>\n")


def test_a_title_is_written_once_and_shown_three_times():
    page = render_page(
        "{% extends 'base.html' %}{% block title %}Fish &amp; {{ what }}{% endblock %}",
        what="<chips>",
    )

    assert words(page.title) == "Fish & <chips> · Gatehouse"
    assert words(page.h1) == "Fish & <chips>"
    assert words(page.find(attrs={"aria-current": "page"})) == "Fish & <chips>"


def test_crumbs_stand_between_home_and_the_page():
    page = render_page(
        "{% extends 'base.html' %}{% load gatehouse %}{% block title %}One{% endblock %}"
        "{% block crumbs %}{% crumb 'Requests & all' '/requests?a=1&b=2' %}{% endblock %}"
    )

    crumbs = page.find("ol", class_="usa-breadcrumb__list")

    assert [words(item) for item in crumbs.find_all("li")] == ["Home", "Requests & all", "One"]
    assert [link["href"] for link in crumbs.find_all("a")] == ["/", "/requests?a=1&b=2"]


def test_facts_are_a_description_list_of_labels_and_contents():
    page = render(
        "{% facts %}{% fact 'Case' %}<b>{{ case }}</b>{% endfact %}"
        "{% fact 'Offense' %}robbery{% endfact %}{% endfacts %}",
        case="<20>",
    )

    assert [words(term) for term in page.dl.find_all("dt")] == ["Case", "Offense"]
    assert [words(value) for value in page.dl.find_all("dd")] == ["<20>", "robbery"]
    assert words(page.b) == "<20>"


def test_a_clause_is_a_quotation_with_its_source():
    page = render("{% clause 'Limits' 'Notice, clause 1' %}<p>No.</p>{% endclause %}")

    assert words(page.figure.blockquote) == "No."
    assert words(page.figure.figcaption) == "Notice, clause 1"
    assert words(page.find("p", class_="gh-clause__heading")) == "Limits"


def test_an_alert_without_a_heading_is_slim():
    page = render("{% alert 'info' %}<p>Note.</p>{% endalert %}")

    assert page.div["class"] == ["usa-alert", "usa-alert--info", "usa-alert--slim"]
    assert page.h2 is None


def test_an_alert_with_a_heading_shows_it():
    page = render("{% alert 'warning' 'Mind' %}<p>Note.</p>{% endalert %}")

    assert page.div["class"] == ["usa-alert", "usa-alert--warning"]
    assert words(page.h2) == "Mind"


def test_a_panel_has_its_title_and_content():
    page = render("{% panel 'The request' %}<p>Text</p>{% endpanel %}")

    assert words(page.section.h2) == "The request"
    assert words(page.section.p) == "Text"


def test_a_tile_with_an_address_is_a_link_and_one_without_is_not():
    page = render("{% tiles %}{% tile 4 'wait' '/list' %}{% tile 9 'done' %}{% endtiles %}")

    linked, plain = page.ul.find_all("li")

    assert (linked.a["href"], words(linked.a)) == ("/list", "4 wait")
    assert (plain.a, words(plain)) == (None, "9 done")


def test_an_empty_list_says_why():
    page = render("{% empty_state 'Nothing yet' %}<p>Begin.</p>{% endempty_state %}")

    assert words(page.div) == "Nothing yet Begin."
