"""The trail tells of findings in sentences that name nobody but who handles them."""

import json
from pathlib import Path

import pytest

from audits.findings.actions import ask_for_name, decide_on_name, reply
from audits.findings.choices import Basis, State
from audits.findings.listing import as_markdown
from audits.trail.models import Entry
from audits.trail.recording.events import tell as tell_the_trail
from audits.trail.wording.names import Names
from audits.trail.wording.sentences import sentence
from audits.trail.wording.telling import Told
from tests.audits.findings.cases import AT, Cast, dispose, open_window, tell
from tests.factories.findings import heard


def sentences(since: int) -> list[str]:
    """Those of the entries after the first `since`, which have no place in the log yet."""
    told = [
        Told(
            index=0,
            at=AT,
            transaction=0,
            entry=json.loads(bytes(entry.entry)),
            content=json.loads(bytes(entry.content)),
        )
        for entry in Entry.objects.order_by("pk")[since:]
    ]
    names = Names(told)
    return [sentence(one, names) for one in told if one.kind.startswith("findings.")]


@pytest.fixture
def begun(cast: Cast) -> int:
    return Entry.objects.count()


def test_life_of_a_finding_is_told_in_sentences(cast: Cast, begun: int):
    finding = heard(cast.subject.member, by=cast.auditor)
    key = finding.pk
    asked = ask_for_name(
        finding=finding, basis=Basis.COURT, words="A court's order. " * 4, by=cast.auditor, at=AT
    )
    decide_on_name(unmasking=asked, granted=True, reason="So.", by=cast.other, at=AT)
    tell_the_trail("viewed", kind="findings.Unmasking", key=asked.pk)
    open_window(cast)
    tell(cast, at=AT)

    told = sentences(begun)

    code = finding.subject.code
    for expected in (
        f"the tests opened finding {key}: search on a service that is not allowed",
        f"the tests, finding {key}: review begun",
        f"Finding {key} is now: under review",
        f"the tests, finding {key}: right of reply given",
        f"the tests told Oversight of finding {key}",
        f"the tests asked for the name behind finding {key}: subpoena or court order",
        f"the tests granted the name for finding {key}",
        f"the tests looked at the name for finding {key}",
        f"{code} told of searches of their own on Example Faces",
        f"{code}, finding {key}: closed by a disclosure",
    ):
        assert expected in told


def test_reply_is_told_under_the_pseudonym(cast: Cast, begun: int):
    finding = heard(cast.subject.member, by=cast.auditor)
    reply(finding=finding, words="No.", is_last=True, by=cast.subject, at=AT)
    dispose(finding, State.NOT_SUSTAINED, by=cast.auditor)

    told = sentences(begun)
    assert f"{finding.subject.code} replied to finding {finding.pk}" in told
    assert f"Finding {finding.pk} is now: not sustained" in told


def test_page_of_the_lifecycle_is_made_from_the_table():
    assert as_markdown() in Path("docs/findings.md").read_text()
