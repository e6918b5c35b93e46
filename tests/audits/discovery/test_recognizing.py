"""Which service a host belongs to: what the tester says is what an import finds."""

import pytest

from audits.discovery.formats.squid import NATIVE
from audits.discovery.recognizing import recognize
from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.reading import read

WATCHLIST = Watchlist(
    (
        Service("clearview-ai", "Clearview AI", Standing.PROHIBITED, ("clearview.ai",)),
        Service("news", "Its news", Standing.PERMITTED, ("news.clearview.ai",)),
        Service("aws", "Rekognition", Standing.PROHIBITED, ("rekognition.*.aws.example",)),
        Service("box", "A box", Standing.PROHIBITED, (), ("203.0.113.", "2001:db8::7")),
        Service("dns", "A resolver", Standing.RESOLVER, ("dns.example",)),
    )
)
LOOKS_LIKE = "the host only looks like clearview.ai: it neither is that name nor ends in it"
SAID = [
    ("clearview.ai", "Clearview AI", "the name ends in clearview.ai; alone, it counts as a visit"),
    (
        "https://user@APP.Clearview.AI:8443/api/search?x=1",
        "Clearview AI",
        "the name ends in clearview.ai; an image sent there counts as a search",
    ),
    (
        "www.clearview.ai.",
        "Clearview AI",
        "the name ends in clearview.ai; alone, it counts as a visit",
    ),
    ("a.news.clearview.ai", "Its news", "the name ends in news.clearview.ai; anyone may reach it"),
    (
        "rekognition.us-east-1.aws.example",
        "Rekognition",
        "the name ends in rekognition.us-east-1.aws.example; alone, it counts as a visit",
    ),
    ("http://203.0.113.9/", "A box", "the address is 203.0.113.9; alone, it counts as a visit"),
    ("[2001:db8::7]:443", "A box", "the address is 2001:db8::7; alone, it counts as a visit"),
    (
        "dns.example",
        "A resolver",
        "the name ends in dns.example; it hides which names are asked for",
    ),
    ("notclearview.ai", None, LOOKS_LIKE),
    ("clearview.ai.evil.example", None, LOOKS_LIKE),
    (
        "https://search.example/?q=clearview.ai",
        None,
        "it mentions clearview.ai, and what is reached is search.example",
    ),
    ("weather.example", None, "no name or address of the catalog stands in it"),
    ("///", None, "there is no host in it"),
]  # fmt: skip


def test_each_line_is_answered_with_its_service_and_the_reason():
    answers = recognize([line for line, _service, _why in SAID], WATCHLIST)

    assert [(one.line, one.service and one.service.name, one.why) for one in answers] == SAID


@pytest.mark.parametrize("line", [line for line, *_ in SAID if line.startswith("http")])
def test_import_finds_what_the_tester_says(line: str, tmp_path):
    log = f"1700000000.000 1 10.0.0.1 TCP_MISS/200 1 GET {line} - HIER_DIRECT/198.51.100.1 -\n"

    contacts, _faults = read(tmp_path / "access.log", log, watchlist=WATCHLIST, log_format=NATIVE)

    (answer,) = recognize([line], WATCHLIST)
    assert [contact.service for contact in contacts] == [answer.service] * bool(answer.service)
