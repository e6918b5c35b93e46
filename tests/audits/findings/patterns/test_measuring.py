"""What the patterns find in the demonstration's year, in which evasions are planted."""

from pathlib import Path

import pytest
from django.conf import settings

from audits.findings.choices import Kind
from audits.findings.patterns.looking import PATTERNS
from config.demo.loading import load_demo
from tests.audits.findings.patterns.measuring import AT, SEED, Measured, measure, table

pytestmark = pytest.mark.django_db

PAGE = Path(settings.BASE_DIR) / "docs" / "findings-patterns.md"
# What the database refuses cannot be planted.
REFUSED = {Kind.APPROVED_AFTER_USE}
# Each is a story that looks alike, and one approver off their hours by chance.
FALSE = {
    Kind.APPROVED_AFTER_USE: 0,
    Kind.RAPID_APPROVALS: 4,
    Kind.OFF_DUTY_APPROVAL: 2,
    Kind.LAPSED_CERTIFICATE: 0,
    Kind.VAGUE_REASONS: 0,
    Kind.REPEAT_TARGET: 4,
    Kind.LAUNDERING: 2,
}


def test_every_planted_request_is_found_with_the_false_ones_that_the_docs_tell():
    loaded = load_demo(seed=SEED, at=AT, audited=False)
    assert loaded is not None

    measured = measure(loaded.planted)

    assert {pattern: one.recall for pattern, one in measured.items()} == {
        pattern: None if pattern in REFUSED else 1.0 for pattern in PATTERNS
    }
    assert {pattern: one.false for pattern, one in measured.items()} == FALSE
    assert tuple(_table_of_docs()) == tuple(table(measured))


def _table_of_docs():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    begins = lines.index(table({})[0])
    return lines[begins : begins + 2 + len(PATTERNS)]


def test_rate_is_of_the_innocent_and_recall_of_the_planted():
    one = Measured(counted=110, planted=10, found=9, true=4)

    assert (one.false, one.false_positive_rate, one.recall) == (5, 0.05, 0.4)
