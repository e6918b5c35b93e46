"""What the parse recognizes, the scan of bytes before it finds; what neither should, none does."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.planting import BEGIN, PLANTED
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.formats.writers import WRITERS


@pytest.mark.parametrize(
    ("name", "written", "host"),
    [
        ("squid", "WWW.GESICHTER-FÜR-ALLE.EXAMPLE", "www.gesichter-für-alle.example"),
        ("zscaler-tabs", "app%2Eclearview%2Eai", "app.clearview.ai"),
        ("zscaler-json", "app%2eclearview%2eai", "app.clearview.ai"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    tmp_path: Path, name: str, written: str, host: str
) -> None:
    others = [Event(at=BEGIN + timedelta(minutes=n), host="news.example") for n in range(3)]
    text = WRITERS[name].text(*others, Event(at=BEGIN, host=written))

    contacts, faults = read(tmp_path / "log", text, watchlist=PLANTED)

    assert ([one.host for one in contacts], faults) == ([host], [])


# A dotted capital I is another letter than i, although some engines make an i of it; and a KELVIN
# SIGN, which is a K to them, would be found or not by what else stands in the line.
@pytest.mark.parametrize(
    "host", ["clearv\u0130ew.ai", "re\N{KELVIN SIGN}ognition.eu.cloud.example"]
)
def test_a_letter_that_only_looks_like_one_of_a_name_is_none(tmp_path: Path, host: str) -> None:
    text = WRITERS["squid"].text(Event(at=BEGIN, host=host, path="/?clearview.ai&rekognition."))

    assert read(tmp_path / "log", text, watchlist=PLANTED) == ([], [])
