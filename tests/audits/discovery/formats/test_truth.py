"""What is planted in a log is found, all of it and nothing else, whatever the format."""

from dataclasses import replace
from pathlib import Path

import pytest

from audits.discovery.contacts import By
from audits.discovery.formats import FORMATS
from audits.discovery.formats.detecting import detect
from audits.discovery.formats.format import Shows
from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.events import Event, Writer, events
from tests.audits.discovery.formats.keyed_writers import WRITERS
from tests.audits.discovery.formats.reading import CLEARVIEW, COUNTY, read

MUELLER = Service("mueller", "Müller", Standing.PROHIBITED, ("müller.example",))
PLANTED = Watchlist((replace(CLEARVIEW, applications=("Clearview AI",)), COUNTY, MUELLER))
EVERY_WRITER = pytest.mark.parametrize("name", WRITERS)
KIND = {Shows.SIGN_INS: By.APPLICATION}


def _written(writer: Writer, drawn: list[Event]) -> tuple[str, list[int]]:
    """The text of a log, and the offset at which each event stands."""
    text, offsets = "", []
    for event in drawn:
        offsets.append(len(text.encode()))
        text += writer.line(event) + "\n"
    return text, offsets


@EVERY_WRITER
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, name: str) -> None:
    drawn = list(events(400, seed=20201113))
    text, offsets = _written(WRITERS[name], drawn)
    planted = {at for at, event in zip(offsets, drawn, strict=True) if event.reaches}

    contacts, faults = read(tmp_path / "log", text, watchlist=PLANTED)

    assert faults == []
    assert {contact.offset for contact in contacts} == planted
    assert {contact.format for contact in contacts} == {WRITERS[name].format}
    by = KIND.get(FORMATS[WRITERS[name].format].shows, By.NAME)
    assert {contact.by for contact in contacts} == {by}
    assert len(planted) > 50


@EVERY_WRITER
def test_each_contact_says_what_happened(tmp_path: Path, name: str) -> None:
    drawn = list(events(400, seed=7))
    text, offsets = _written(WRITERS[name], drawn)

    contacts, _ = read(tmp_path / "log", text, watchlist=PLANTED)

    happened = {
        at: _said(event, WRITERS[name].format) for at, event in zip(offsets, drawn, strict=True)
    }
    assert [
        (one.at, one.user, one.client, one.host, one.method, one.path, one.peer, one.went_through)
        for one in contacts
    ] == [happened[one.offset] for one in contacts]


def _said(event: Event, name: str) -> tuple:
    """What a contact says of `event`, in a format that can show that much."""
    host = event.host.lower().rstrip(".")
    if FORMATS[name].shows is Shows.NAMES:
        return event.at, "", event.client, host, "", "", "", True
    if FORMATS[name].shows is Shows.SIGN_INS:
        return event.at, event.user, event.client, "", "", "", "", not event.stopped
    return (
        event.at,
        event.user,
        event.client,
        host,
        event.method,
        event.path,
        event.peer,
        not event.stopped,
    )


@EVERY_WRITER
def test_a_log_is_recognized_as_what_it_is(name: str) -> None:
    lines = "\n".join(map(WRITERS[name].line, events(20, seed=1))).splitlines()

    assert detect(lines, FORMATS.values(), name="x").name == WRITERS[name].format


@EVERY_WRITER
def test_a_line_fits_no_other_format(name: str) -> None:
    lines = [
        line for event in events(50, seed=2) for line in WRITERS[name].line(event).splitlines()
    ]

    assert {one.name for one in FORMATS.values() if any(map(one.fits, lines))} == {
        WRITERS[name].format
    }


@EVERY_WRITER
def test_lines_may_end_as_windows_ends_them(tmp_path: Path, name: str) -> None:
    text, _ = _written(WRITERS[name], list(events(100, seed=3)))

    unix, _ = read(tmp_path / "unix", text, watchlist=PLANTED)
    windows, faults = read(tmp_path / "windows", text.replace("\n", "\r\n"), watchlist=PLANTED)

    assert faults == []
    assert [(one.line, one.at, one.host) for one in windows] == [
        (one.line, one.at, one.host) for one in unix
    ]
