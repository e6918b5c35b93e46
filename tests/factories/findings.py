"""Findings in one line."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from audits.findings.choices import Kind, Source
from audits.findings.models import Finding


class FindingFactory(DjangoModelFactory):
    """An open finding that the trail was tampered with."""

    class Meta:
        model = Finding

    source = Source.VERIFICATION
    kind = Kind.TAMPERED
    cause = factory.Sequence(lambda n: f"changed:{n}:")
    what = "Entry 7 was changed."
    place = "entry 7 of the log"
    opened_at = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
