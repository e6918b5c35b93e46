"""A format of somebody's own, described by where its values stand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from audits.discovery.formats import FORMATS
from audits.discovery.formats.clocks import Bearings
from audits.discovery.formats.detecting import detect
from audits.discovery.formats.format import Shows
from audits.discovery.formats.mapping import Mapping
from audits.discovery.previewing import preview
from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.reading import CLEARVIEW, read

HEADER = "Time,User Name,Client IP,URL,Verb,Result"
LINE = '13/Nov/2020 07:00:00,"Doe, Jane",10.1.2.3,https://app.clearview.ai/api/search,POST,ok'
COLUMNS = {
    "time": "Time",
    "user": "User Name",
    "client": "Client IP",
    "url": "URL",
    "method": "Verb",
    "outcome": "Result",
}
BY_NAME = Mapping(
    name="gateway", columns=COLUMNS, time_format="%d/%b/%Y %H:%M:%S", zone="America/Los_Angeles"
)
AT = datetime(2020, 11, 13, 15, tzinfo=UTC)


def _changed(**changes: Any) -> Mapping:
    values = {"name": "gateway", "columns": COLUMNS, "time_format": "%d/%b/%Y %H:%M:%S"}
    return Mapping(**(values | changes))


def test_columns_are_found_by_their_headers(tmp_path: Path) -> None:
    (contact,), faults = read(tmp_path / "x.csv", f"{HEADER}\n{LINE}\n", log_format=BY_NAME.format)

    assert faults == []
    assert (contact.format, contact.at, contact.moment.zone_assumed) == ("gateway", AT, False)
    assert (contact.user, contact.client, contact.host, contact.path, contact.outcome) == (
        "Doe, Jane",
        "10.1.2.3",
        "app.clearview.ai",
        "/api/search",
        "ok",
    )
    assert contact.is_search


def test_the_newest_header_line_counts(tmp_path: Path) -> None:
    other = (
        '"url" , Result,TIME,More,Verb,client ip,user name\n'
        "https://clearview.ai/,blocked,13/Nov/2020 08:00:00,x,GET,10.9.9.9,ROE\n"
    )

    contacts, faults = read(
        tmp_path / "x.csv", f"{HEADER}\n{LINE}\n{other}", log_format=BY_NAME.format
    )

    assert faults == []
    assert [(one.at, one.user, one.client, one.went_through) for one in contacts] == [
        (AT, "Doe, Jane", "10.1.2.3", True),
        (AT + timedelta(hours=1), "ROE", "10.9.9.9", False),
    ]


def test_the_same_header_line_lays_out_the_same_format() -> None:
    columns: dict[str, str | int] = {"time": "time", "host": "host"}
    own = Mapping(name="own", columns=columns, time_format="%d/%b/%Y %H:%M").format

    assert own.under({"layout": "time,host"}) == own.under({"layout": "time,host"})


def test_a_line_before_any_header_line_is_a_fault(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "x.csv", f"{LINE}\n{HEADER}\n", log_format=BY_NAME.format)

    assert (contacts, [one.offset for one in faults]) == ([], [0])


@pytest.mark.parametrize(
    "line",
    [
        "Time,User Name,10.1.2.3,URL,Verb,clearview.ai",
        "13/Nov/2020 07:00:00,Time and User Name,Client IP,https://x.com/,URL Verb,Result",
    ],
    ids=["some of the cells", "all of the words"],
)
def test_a_line_with_some_of_the_headers_is_no_header_line(tmp_path: Path, line: str) -> None:
    text = f"{HEADER}\n{line}\n{LINE}\n"

    contacts, _ = read(tmp_path / "x.csv", text, log_format=BY_NAME.format)

    assert [one.user for one in contacts] == ["Doe, Jane"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_columns_may_be_numbered_and_divided_otherwise(tmp_path: Path, delimiter: str) -> None:
    mapping = Mapping(
        name="gateway",
        columns={"time": 1, "host": 3, "user": 4},
        delimiter=delimiter,
        time_format="epoch",
    )
    line = delimiter.join(["1605279600", "", "app.clearview.ai", '"Doe, Jane"', "more"])

    (contact,), faults = read(tmp_path / "x.csv", line, log_format=mapping.format)

    assert (contact.at, contact.host, contact.user, faults) == (
        AT,
        "app.clearview.ai",
        "Doe, Jane",
        [],
    )


def test_a_line_with_too_few_columns_is_a_fault(tmp_path: Path) -> None:
    text = f"{HEADER}\n13/Nov/2020 07:00:00,clearview.ai\n"

    contacts, faults = read(tmp_path / "x.csv", text, log_format=BY_NAME.format)

    assert (contacts, [(one.offset, one.what) for one in faults]) == (
        [],
        [(len(HEADER) + 1, "a line that is not gateway")],
    )


def test_json_is_read_by_its_keys(tmp_path: Path) -> None:
    mapping = Mapping(
        name="own",
        kind="json",
        columns={"time": "when", "host": "sni", "user": "who", "application": "app"},
    )
    text = (
        '{"net": {"sni": "app.clearview.ai"}, "who": "JDOE", "when": "2020-11-13T15:00:00Z"}\n'
        '{"app": "Clearview", "who": "ROE", "when": 1605279600}\n'
    )
    service = Service("c", "C", Standing.PROHIBITED, CLEARVIEW.domains, (), ("clearview",))

    contacts, faults = read(
        tmp_path / "x.json", text, log_format=mapping.format, watchlist=Watchlist((service,))
    )

    assert faults == []
    assert [(one.at, one.host, one.user, one.by) for one in contacts] == [
        (AT, "app.clearview.ai", "JDOE", "name"),
        (AT, "", "ROE", "application"),
    ]


def test_a_year_may_be_missing(tmp_path: Path) -> None:
    mapping = _changed(time_format="%b %d %H:%M:%S", zone="UTC")
    line = LINE.replace("13/Nov/2020 07:00:00", "Nov 13 15:00:00")

    (contact,), _ = read(
        tmp_path / "x.csv",
        f"{HEADER}\n{line}\n",
        log_format=mapping.format,
        written=datetime(2021, 2, 1, tzinfo=UTC),
    )

    assert (contact.at, contact.moment.year_assumed) == (AT, True)


@pytest.mark.parametrize(
    ("columns", "shows", "names_users"),
    [
        ({"url": "u", "method": "m", "user": "n"}, Shows.REQUESTS, True),
        ({"url": "u"}, Shows.NAMES, False),
        ({"host": "h", "method": "m"}, Shows.NAMES, False),
        ({"peer": "p"}, Shows.ADDRESSES, False),
        ({"application": "a"}, Shows.SIGN_INS, False),
    ],
)
def test_it_shows_what_its_columns_can(
    columns: dict[str, str], shows: Shows, names_users: bool
) -> None:
    made = Mapping(name="x", columns={"time": "t"} | columns).format

    assert (made.shows, made.names_users) == (shows, names_users)


def test_it_is_recognized_among_the_formats() -> None:
    formats = [*FORMATS.values(), BY_NAME.format]

    assert detect([HEADER, LINE], formats, name="x").name == "gateway"
    assert detect([HEADER], formats, name="x").name == "gateway"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": " "}, "The mapping needs a name."),
        ({"kind": "xml"}, 'The kind is "xml"; it has to be "csv" or "json".'),
        (
            {"delimiter": "ab"},
            'The delimiter is "ab"; it has to be , ; | ^ : a tab or a space.',
        ),
        (
            {"columns": {**COLUMNS, "usr": "User"}},
            (
                'There is no field "usr"; there are time, user, client, device, host, url, method, '
                "outcome, peer, application."
            ),
        ),
        ({"columns": {"host": "Host"}}, "No column holds the time."),
        (
            {"columns": {"time": "Time", "user": "User"}},
            "No column tells what is reached: one of host, url, peer, application is needed.",
        ),
        ({"columns": {**COLUMNS, "user": " "}}, 'The column for "user" has no name.'),
        (
            {"columns": {**COLUMNS, "user": 'a"b'}},
            'The column for "user" has a quote, a backslash or a line end in its name.',
        ),
        (
            {"columns": {**COLUMNS, "user": 0}},
            'The column for "user" is 0; numbers go from 1 to 1000.',
        ),
        (
            {"columns": {**COLUMNS, "user": 1001}},
            'The column for "user" is 1001; numbers go from 1 to 1000.',
        ),
        (
            {"columns": {**COLUMNS, "user": True}},
            'The column for "user" is True; it has to be a header or a number.',
        ),
        (
            {"columns": {**COLUMNS, "user": 2}, "kind": "json"},
            'The column for "user" is 2; in JSON it has to be the name of a key.',
        ),
        *(
            (
                {"time_format": pattern},
                (
                    f'The time format is "{pattern}"; it has to be "epoch", "iso", or a pattern '
                    'like "%d/%b/%Y %H:%M:%S" that tells day, hour and minute.'
                ),
            )
            for pattern in ("", "soon", "%Q", "%Y %Y", "%d/%b/%Y", "%d/%b/%Y %I:%M:%S", "%")
        ),
        *(
            (
                {"zone": zone},
                (
                    f'There is no time zone "{zone}"; one is called "America/Los_Angeles", for '
                    "example."
                ),
            )
            for zone in ("PST8", "../etc/passwd", "America")
        ),
    ],
)
def test_what_is_wrong_with_it_is_said_once(changes: dict[str, Any], fault: str) -> None:
    assert _changed(**changes).validate() == [fault]


def test_what_is_wrong_is_said_all_together_and_it_makes_no_format() -> None:
    mapping = _changed(name="", zone="Mars")

    assert len(mapping.validate()) == 2
    with pytest.raises(ValueError, match=r"needs a name\. There is no time zone"):
        mapping.format  # noqa: B018


@pytest.mark.parametrize(
    "pattern",
    ["epoch", "iso", "%Y-%m-%dT%H:%M:%S.%f%z", "%m/%d/%Y %I:%M %p", "%b %d %H:%M:%S", "%c"],
)
def test_a_time_format_that_tells_the_minute_is_right(pattern: str) -> None:
    assert _changed(time_format=pattern).validate() == []


def test_a_preview_shows_the_first_lines_as_they_would_be_read() -> None:
    rows = preview(
        BY_NAME,
        [LINE, HEADER, LINE, "13/Nov/2020,,", "soon,a,b,https://x.com/,GET,ok"],
    )

    assert [(row["is_header"], row["fault"]) for row in rows] == [
        (False, "a line that is not gateway"),
        (True, ""),
        (False, ""),
        (False, "a line that is not gateway"),
        (False, "a time that is none: 'soon'"),
    ]
    assert rows[2] == {
        "line": LINE,
        "is_header": False,
        "fault": "",
        "at": AT,
        "time": "13/Nov/2020 07:00:00",
        "user": "Doe, Jane",
        "client": "10.1.2.3",
        "device": "",
        "host": "app.clearview.ai",
        "application": "",
        "method": "POST",
        "path": "/api/search",
        "outcome": "ok",
        "peer": "",
    }


def test_a_preview_reads_times_by_the_bearings_it_is_given() -> None:
    mapping = _changed(columns={"time": 1, "host": 2}, time_format="%b %d %H:%M:%S")

    (row,) = preview(
        mapping,
        ["Nov 13 15:00:00,example.com"],
        bearings=Bearings(UTC, datetime(2021, 2, 1, tzinfo=UTC)),
    )

    assert row["at"] == AT
