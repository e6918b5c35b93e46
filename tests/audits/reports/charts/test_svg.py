import pytest
from bs4 import BeautifulSoup, Tag

from audits.reports.charts import NARROW, PAPER, WIDE, chart_svg, description
from audits.reports.figures.table import ChartKind
from tests.audits.reports.charts.test_bars import table

ROWS = [("Fraud & forgery", 9, 2), ("Arson", 2, 0)]
LOOKS = pytest.mark.parametrize("look", [WIDE, NARROW, PAPER], ids=["wide", "narrow", "paper"])
KINDS = pytest.mark.parametrize("kind", list(ChartKind))


def drawn(look=WIDE, kind=ChartKind.BARS, rows=ROWS) -> Tag:
    return parsed(chart_svg(table(*rows, kind=kind), look))


def parsed(svg: str) -> Tag:
    return BeautifulSoup(svg, "html.parser").svg


def texts(svg: Tag) -> list[str]:
    return [text.get_text(" ") for text in svg.find_all("text")]


@LOOKS
@KINDS
def test_chart_has_a_role_a_title_and_a_description(look, kind):
    svg = drawn(look, kind)

    assert svg["role"] == "img"
    assert [(child.name, child.get_text()) for child in list(svg)[:2]] == [
        ("title", "Requests by offense"),
        ("desc", description(table(*ROWS, kind=kind))),
    ]


@LOOKS
def test_lying_bars_show_their_names_and_numbers(look):
    assert sorted(texts(drawn(look))) == sorted(
        ["Fraud & forgery", "Arson", "9", "2", "Refused", "Others"]
    )


@KINDS
def test_each_part_with_a_value_is_drawn_once_in_its_fill_with_an_outline(kind):
    marks = drawn(kind=kind).find_all("path", attrs={"aria-roledescription": "bar"})

    assert sorted(mark.get("fill") for mark in marks) == ["#074b69", "#a9cfe0", "#a9cfe0"]
    assert {mark.get("stroke") for mark in marks} == {"#074b69"}


def test_long_name_is_broken_into_two_lines_and_cut():
    long = "Third-party commercial services are prohibited for every purpose whatsoever"

    assert texts(drawn(NARROW, rows=[(long, 1, 0)]))[0] == "Third-party commercial services…"


def test_rows_of_the_same_name_are_two_bars():
    twice = table(("Live video", 3, 0), ("Live video", 1, 0))
    twice["rows"][1]["key"] = "other"

    svg = parsed(chart_svg(twice, WIDE))

    assert texts(svg).count("Live video") == 2


@LOOKS
def test_each_step_of_time_has_its_place_also_without_a_request(look):
    weeks = [("Oct 28", 0, 0), ("Nov 2", 4, 1), ("Nov 9", 0, 0), ("Nov 16", 7, 2), ("Nov 23", 0, 0)]

    svg = drawn(look, ChartKind.COLUMNS, weeks)

    assert [text for text in texts(svg) if text in {week for week, *_ in weeks}] == [
        week for week, *_ in weeks
    ]


@LOOKS
def test_letters_are_as_large_as_the_look_says(look):
    sizes = {text["font-size"] for text in drawn(look).find_all("text")}

    assert sizes == {f"{look.size}px"}


def test_chart_loads_nothing():
    assert "href" not in chart_svg(table(*ROWS), WIDE).replace("xmlns:xlink", "")
