"""What the first lines of a log suggest for a mapping."""

import json

import pytest

from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.proposing import (
    TIME_PATTERNS,
    Found,
    columns_of,
    delimiter_of,
    fields_of,
    kind_of,
    time_format_of,
)

HEADER = "Time,User Name,Client IP,URL,Verb,Result"
LINE = '13/Nov/2020 07:00:00,"Doe, Jane",10.1.2.3,https://app.clearview.ai/api/search,POST,ok'
EVENT = {
    "eventTime": "2020-11-13T07:00:00Z",
    "actor": {"user": "31234", "ip": "10.1.2.3"},
    "request": [{"uri": "https://app.clearview.ai/", "method": "GET", "size": None}],
}


@pytest.mark.parametrize(
    ("lines", "kind", "delimiter"),
    [
        ([HEADER, LINE], "csv", ","),
        (["a;b;1,5", "c;d;2,5"], "csv", ";"),
        (["a\tb c", "d\te"], "csv", "\t"),
        (["2020-11-13|07:00|x"], "csv", "|"),
        (["one two three", "four five six"], "csv", " "),
        ([HEADER.replace(",", ";"), "1;2;3;4;5;6", "no;such"], "csv", ";"),
        (["nothing", "divides"], "csv", ","),
        ([json.dumps(EVENT)], "json", ","),
        (["[1]", "{no json}"], "csv", ","),
    ],
)
def test_kind_and_delimiter_are_those_that_divide_most_lines_alike(lines, kind, delimiter):
    assert (kind_of(lines), delimiter_of(lines)) == (kind, delimiter)


def test_columns_have_their_headers_and_after_them_their_numbers():
    columns = columns_of(["At,Host,at", "x,y"], kind="csv", delimiter=",")

    assert columns == [Found("At", "x"), Found("Host", "y"), Found(1, "x"), Found(2, "y")]


def test_line_with_values_is_no_header_line():
    columns = columns_of(["2020-11-13 07:00,host.example"], kind="csv", delimiter=",")

    assert columns == [Found(1, "2020-11-13 07:00"), Found(2, "host.example")]


def test_keys_of_json_are_found_at_any_depth_with_the_first_value_that_is_there():
    later = json.dumps({"request": {"size": 7}, "more": True})

    columns = columns_of([json.dumps(EVENT), later, "no json"], kind="json", delimiter=",")

    assert columns == [
        Found("eventTime", "2020-11-13T07:00:00Z"),
        Found("user", "31234"),
        Found("ip", "10.1.2.3"),
        Found("uri", "https://app.clearview.ai/"),
        Found("method", "GET"),
        Found("size", "7"),
        Found("more", "True"),
    ]


def test_fields_are_told_by_what_their_columns_are_called():
    columns = columns_of([HEADER, LINE], kind="csv", delimiter=",")

    assert fields_of(columns) == {
        "time": "Time",
        "user": "User Name",
        "client": "Client IP",
        "url": "URL",
        "method": "Verb",
        "outcome": "Result",
    }


def test_fields_are_told_by_their_values_where_nothing_is_called_anything():
    line = "1605250800|10.1.2.3|app.clearview.ai|203.0.113.7|GET"

    columns = columns_of([line], kind="csv", delimiter="|")

    assert fields_of(columns) == {"time": 1, "client": 2, "host": 3, "peer": 4, "method": 5}


def test_columns_whose_names_say_nothing_are_told_by_their_values_and_keep_their_headers():
    columns = columns_of(["a;b", "app.clearview.ai;POST"], kind="csv", delimiter=";")

    assert fields_of(columns) == {"method": "b", "host": "a"}


@pytest.mark.parametrize(
    ("text", "time_format"),
    [
        ("2020-11-13T07:00:00Z", "iso"),
        ("2020-11-13 07:00:00.123", "iso"),
        ("1605250800", "epoch"),
        ("1605250800123", "epoch"),
        ("13/Nov/2020:07:00:00 -0800", "%d/%b/%Y:%H:%M:%S %z"),
        ("11/13/2020 07:00:00 PM", "%m/%d/%Y %I:%M:%S %p"),
        ("Nov 13 07:00:00", "%b %d %H:%M:%S"),
        ("10.1.2.3", ""),
        ("12345", ""),
        ("31234 Doe", ""),
        ("", ""),
    ],
)
def test_time_format_is_the_usual_one_that_reads_it(text: str, time_format: str):
    assert time_format_of(text) == time_format


def test_every_pattern_that_is_offered_can_be_used():
    for pattern in TIME_PATTERNS:
        columns: dict[str, str | int] = {"time": 1, "host": 2}
        assert Mapping(name="x", columns=columns, time_format=pattern).validate() == []
