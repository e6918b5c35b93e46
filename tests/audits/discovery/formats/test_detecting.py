"""Which format a file is in is told by its lines alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from audits.discovery.formats import FORMATS
from audits.discovery.formats.detecting import NotRecognized, detect, sample_of
from audits.discovery.formats.format import OWN
from audits.discovery.formats.mapping import Mapping
from tests.audits.discovery.formats.events import Event, Writer
from tests.audits.discovery.formats.planting import planted
from tests.audits.discovery.formats.writers import WRITERS

EVERY_WRITER = pytest.mark.parametrize("name", WRITERS)
# Formats that fit the lines of others as well: they are told apart by how many of a sample.
ALSO = {
    "panos-threat": {"panos"},
    "panos-traffic": {"panos"},
    "panos": {"panos-threat", "panos-traffic"},
    "zeek-json": {"zeek-http-json", "zeek-dns-json", "zeek-ssl-json"},
    **{f"zeek-{log}-json": {"zeek-json"} for log in ("http", "dns", "ssl", "conn")},
}


def some(writer: Writer) -> list[Event]:
    return [event for event, _ in planted(writer, 24, seed=1)]


@EVERY_WRITER
def test_each_format_is_recognized_as_itself(name: str) -> None:
    writer = WRITERS[name]

    found = detect(writer.text(*some(writer)).splitlines(), FORMATS.values(), name="x")

    assert found.name == writer.format


@EVERY_WRITER
def test_a_line_fits_no_other_format(name: str) -> None:
    writer = WRITERS[name]
    # Who puts another format's names into a header can make that one line look like it.
    events = [event for event in some(writer) if "cs-host=" not in event.agent]
    lines = writer.lines(*events)
    own = set() if writer.header else {writer.format}

    fitting = {one.name for one in FORMATS.values() if any(map(one.fits, lines))}

    assert fitting == own | ALSO.get(name, set())


def test_every_format_has_a_writer() -> None:
    assert {writer.format for writer in WRITERS.values()} == set(FORMATS)


@pytest.mark.parametrize("name", [name for name, writer in WRITERS.items() if writer.header])
def test_a_log_of_nothing_but_its_header_is_recognized(name: str) -> None:
    writer = WRITERS[name]

    found = detect(writer.header.splitlines(), FORMATS.values(), name="x")

    assert found.name == writer.format


def test_what_is_no_log_is_shown_and_not_recognized() -> None:
    with pytest.raises(NotRecognized, match=r"notes\.txt: no known log format"):
        detect(["Dear all,", "see you at noon"], FORMATS.values(), name="notes.txt")


def test_a_log_of_the_web_server_next_door_is_not_taken_for_squids() -> None:
    line = '10.1.2.3 - - [13/Nov/2020:07:00:00 -0800] "GET / HTTP/1.1" 200 4321 "-" "Mozilla/5.0"'

    with pytest.raises(NotRecognized):
        detect([line], FORMATS.values(), name="access.log")


def test_a_log_whose_columns_change_is_recognized_by_the_lines_before_and_after() -> None:
    fields = "#Fields: date time c-ip cs-host\n"
    lines = ["2020-11-13 15:00:00 10.1.2.3 www.example.org"] * 5
    writer = WRITERS["elff"]

    text = writer.text(*some(writer)) + fields
    found = detect([*text.splitlines(), *lines], FORMATS.values(), name="x")

    assert found.name == "elff"


def test_own_formats_recognize_what_no_shipped_one_does_and_by_numbers_nothing() -> None:
    squid = WRITERS["squid"]
    lines = squid.text(*some(squid)[:6]).splitlines()
    own = Mapping(
        name="own", columns={"time": 1, "host": 2}, delimiter=" ", time_format="epoch"
    ).format
    ranked = replace(own, rank=OWN)
    broken = [*lines[:2], "what 1 2"]

    assert [found.fits(broken[-1]) for found in (own, FORMATS["squid"])] == [True, False]
    assert detect(broken, [ranked, *FORMATS.values()], name="x").name == "squid"
    assert detect(broken[-1:], [ranked, *FORMATS.values()], name="x").name == "own"
    with pytest.raises(NotRecognized):
        detect(broken[-1:], [own, *FORMATS.values()], name="x")


def test_first_lines_are_shown_as_far_as_a_terminal_goes_and_kept_with_their_columns() -> None:
    line = "a\tb\x1b" + "x" * 300

    refused = NotRecognized("x.log", [line] * 6)

    assert refused.lines == ["a\tb\N{REPLACEMENT CHARACTER}" + "x" * 300] * 5
    assert f"    {refused.lines[0][:200]}…\n" in str(refused)


def test_a_line_that_is_too_long_is_no_part_of_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "log"

    for size in (300 << 10, 10 << 20):
        path.write_bytes(b"x" * size + b"\n\nfirst\nsecond")
        assert sample_of(path) == ["first", "second"]
    path.write_bytes(b"x" * (40 << 20))
    assert sample_of(path) == ["x" * (256 << 10)]
