from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms

from tests.config.markup import render, render_page, words

AT = datetime(2020, 11, 13, 22, 5, tzinfo=UTC)


class Filters(forms.Form):
    status = forms.CharField(label="Status", required=False)


def pages(*, newer=None, older=None, query=""):
    page = SimpleNamespace(newer=newer, older=older)
    return render("{% include 'partials/pagination.html' %}", page=page, query=query)


def test_paging_keeps_the_filters_and_replaces_the_cursor():
    page = pages(newer="N1", older="O1", query="status=refused&older=O0")

    assert {words(link): link["href"] for link in page.find_all("a")} == {
        "Newer": "?status=refused&newer=N1",
        "Older": "?status=refused&older=O1",
    }


@pytest.mark.parametrize(
    ("newer", "older", "shown"), [("N1", None, ["Newer"]), (None, "O1", ["Older"])]
)
def test_paging_links_only_where_there_is_more(newer, older, shown):
    page = pages(newer=newer, older=older)

    assert [words(link) for link in page.find_all("a")] == shown


def test_a_list_of_one_page_has_no_paging():
    assert pages().find("nav") is None


def test_filters_are_a_get_form_with_a_way_to_clear_them_once_set():
    source = "{% include 'partials/filter_bar.html' %}"

    unset = render(source, form=Filters())
    bound = render(source, form=Filters({"status": "refused"}))

    assert bound.form["method"] == "get"
    assert bound.find(id="id_status")["value"] == "refused"
    assert (unset.find("a", href="?"), words(bound.find("a", href="?"))) == (None, "Clear filters")


def test_steps_say_which_is_done_which_is_now_and_which_is_to_come():
    page = render(
        "{% include 'partials/steps.html' with current=2 %}", steps=["System", "Case", "Image"]
    )

    assert [words(step) for step in page.ol.find_all("li")] == [
        "System completed",
        "Case",
        "Image not completed",
    ]
    assert words(page.find(attrs={"aria-current": "step"})) == "Case"
    assert words(page.h2) == "Step 2 of 3 Case"


def test_a_timeline_tells_who_did_what_and_when_in_order():
    entries = [
        {"at": AT, "title": "Submitted", "by": "Officer Doe", "code": "submitted"},
        {"at": AT, "title": "Refused", "text": "Clause 1 forbids it.", "code": "refused"},
        {"at": AT, "title": "Noted"},
    ]

    page = render("{% include 'partials/timeline.html' %}", entries=entries)

    assert [words(entry) for entry in page.ol.find_all("li")] == [
        "Submitted Nov. 13, 2020, 2:05 p.m. · Officer Doe",
        "Refused Nov. 13, 2020, 2:05 p.m. Clause 1 forbids it.",
        "Noted Nov. 13, 2020, 2:05 p.m.",
    ]
    assert [entry["class"][1].rpartition("--")[2] for entry in page.ol.find_all("li")] == [
        "waiting",
        "bad",
        "quiet",
    ]


def test_a_verdict_quotes_the_clauses_and_says_what_to_do_next():
    page = render(
        "{% include 'partials/verdict.html' with outcome='refused' %}",
        heading="The policy refuses this request",
        reasons=[{"text": "No *commercial* service.", "source": "Notice, clause 1"}],
        next_step="Ask for it on LACRIS.",
    )

    assert page.section["class"] == ["gh-verdict", "gh-verdict--refused"]
    assert words(page.h2) == "The policy refuses this request"
    assert words(page.blockquote) == "No commercial service."
    assert words(page.figcaption) == "Notice, clause 1"
    assert words(page.find("p", class_="gh-verdict__next")) == (
        "What you can do: Ask for it on LACRIS."
    )


def test_a_page_that_asks_before_something_is_done_says_what_it_does():
    page = render_page(
        "{% extends 'confirm.html' %}",
        title="Withdraw the request",
        question="Withdraw request 12?",
        consequence="It cannot be taken up again.",
        form=Filters(),
        submit="Withdraw",
        cancel="/requests/12",
        danger=True,
    )

    assert words(page.h1) == "Withdraw the request"
    assert words(page.find("p", class_="gh-lead")) == "Withdraw request 12?"
    assert "It cannot be taken up again." in words(page.main)
    assert page.find("a", href="/requests/12").text == "Cancel"
    assert words(page.find("button", type="submit")) == "Withdraw"
