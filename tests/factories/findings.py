"""Findings in one line."""

import uuid
from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from audits.findings.actions import give_reply, open_finding, review
from audits.findings.actions.subjects import subject_of
from audits.findings.choices import Kind, Source
from audits.findings.models import Finding
from audits.findings.pseudonyms import mark
from audits.findings.queries import rule_in_force
from policy.personnel.models import Account, Person

FOUND = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class FindingFactory(DjangoModelFactory):
    """An open finding that the trail was tampered with; `about=` makes it one of a person."""

    class Meta:
        model = Finding

    class Params:
        about: Person | None = None
        conduct = factory.Trait(
            source=Source.DISCOVERY,
            kind=Kind.OUTSIDE_SERVICE,
            what="17 searches on a service that is not allowed.",
            place="Example Faces",
        )

    reference = factory.LazyFunction(uuid.uuid4)
    source = Source.VERIFICATION
    kind = Kind.TAMPERED
    cause = factory.Sequence(lambda n: f"changed:{n}:")
    what = "Entry 7 was changed."
    place = "entry 7 of the log"
    opened_at = FOUND
    state_at = factory.SelfAttribute("opened_at")
    subject = factory.LazyAttribute(lambda it: subject_of(it.about) if it.about else None)
    mark = factory.LazyAttribute(
        lambda it: mark(it.reference, it.about.serial_number) if it.about else ""
    )
    rule = factory.LazyAttribute(lambda it: rule_in_force(it.kind))
    severity = factory.LazyAttribute(lambda it: it.rule.severity)
    review_due = factory.LazyAttribute(lambda it: it.rule.review_due(it.opened_at))


def found(about: Person | None, *, at: datetime = FOUND, **more: Any) -> Finding:
    """A finding about `about`, opened as discovery does it."""
    told = {
        "source": Source.DISCOVERY,
        "kind": Kind.OUTSIDE_SERVICE,
        "cause": f"{at:%Y-%m} {about and about.pk}",
        "what": "17 searches on a service that is not allowed.",
        "place": "Example Faces",
        **more,
    }
    return open_finding(subject=about, at=at, **told)


def heard(about: Person, *, by: Account, at: datetime = FOUND, **more: Any) -> Finding:
    """A finding in which `about` has the right of reply."""
    finding = review(finding=found(about, at=at, **more), by=by, at=at)
    return give_reply(finding=finding, by=by, at=at)
