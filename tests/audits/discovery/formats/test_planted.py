"""Of every format: each planted contact is found, told as it happened, and nothing else is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from audits.discovery.contacts import Contact
from audits.discovery.formats import FORMATS, Shows
from tests.audits.discovery.formats.events import Event, Writer
from tests.audits.discovery.formats.planting import PLANTED, planted
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.formats.writers import WRITERS

EVERY_WRITER = pytest.mark.parametrize("name", WRITERS)
# What a line of a format tells most of, from most to least.
SHOWN = {
    "application": Shows.SIGN_INS,
    "path": Shows.REQUESTS,
    "host": Shows.NAMES,
    "peer": Shows.ADDRESSES,
}


def placed(writer: Writer, events: Sequence[tuple[Event, bool]]) -> tuple[str, dict[int, Event]]:
    """The text of a log, and the contacts in it by the offset at which each stands."""
    text, truth = writer.header, {}
    for event, reaches in events:
        if reaches:
            truth[len(text.encode())] = event
        text += writer.line(event) + "\n"
    return text, truth


def happened(event: Event, writer: Writer) -> dict[str, str]:
    """What a contact should say of `event`; what its lines do not tell is left out."""
    values = {
        "user": writer.spelled(event.user),
        "client": event.client,
        "host": event.host.partition(":")[0].lower().rstrip("."),
        "method": event.method,
        "path": event.path,
        "peer": event.peer,
        "application": event.application.lower(),
    }
    return {name: value for name, value in values.items() if name in writer.tells}


def told(contact: Contact, writer: Writer) -> dict[str, str]:
    values = {
        "user": contact.user,
        "client": contact.client,
        "host": contact.host,
        "method": contact.method.upper(),
        "path": contact.path,
        "peer": contact.peer,
        "application": contact.application,
    }
    return {name: value for name, value in values.items() if name in writer.tells}


@EVERY_WRITER
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, name: str) -> None:
    writer = WRITERS[name]
    text, truth = placed(writer, list(planted(writer, 150, seed=475)))

    contacts, faults = read(tmp_path / "log", text, watchlist=PLANTED)

    assert faults == []
    assert [contact.offset for contact in contacts] == sorted(truth)
    assert {contact.format for contact in contacts} == {writer.format}
    assert len(truth) > 40


@EVERY_WRITER
def test_each_contact_says_what_happened(tmp_path: Path, name: str) -> None:
    writer = WRITERS[name]
    text, truth = placed(writer, list(planted(writer, 150, seed=7)))

    contacts, _ = read(tmp_path / "log", text, watchlist=PLANTED, log_format=FORMATS[writer.format])

    assert [(one.at, told(one, writer)) for one in contacts] == [
        (truth[one.offset].at, happened(truth[one.offset], writer)) for one in contacts
    ]
    assert [one.went_through for one in contacts] == [
        not ("stopped" in writer.tells and truth[one.offset].stopped) for one in contacts
    ]


@EVERY_WRITER
def test_a_contact_shows_what_its_line_tells(tmp_path: Path, name: str) -> None:
    writer = WRITERS[name]
    text, _ = placed(writer, list(planted(writer, 20, seed=9)))
    shows = next(shown for field, shown in SHOWN.items() if field in writer.tells)
    # One of its logs tells requests, and others names.
    expected = {Shows.REQUESTS, Shows.NAMES} if name == "zeek-json" else {shows}

    contacts, _ = read(tmp_path / "log", text, watchlist=PLANTED, log_format=FORMATS[writer.format])

    assert {contact.shows for contact in contacts} == expected


@EVERY_WRITER
def test_a_line_may_end_as_windows_ends_it_and_a_file_begin_with_a_mark(
    tmp_path: Path, name: str
) -> None:
    writer = WRITERS[name]
    text, truth = placed(writer, list(planted(writer, 20, seed=27)))
    unix, _ = read(tmp_path / "unix", text, watchlist=PLANTED)

    for encoding in ("utf-8-sig", "utf-16"):
        data = text.replace("\n", "\r\n").encode(encoding)
        contacts, faults = read(tmp_path / encoding, data, watchlist=PLANTED)

        assert faults == []
        assert [(one.line, one.at) for one in contacts] == [(one.line, one.at) for one in unix]
        assert len(contacts) == len(truth)
