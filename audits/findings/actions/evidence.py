"""Evidence, added once however often it is brought."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from audits.findings.actions.subjects import name_nobody
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Evidence, Finding, Subject
from audits.findings.pseudonyms import keyed, seal, unseal
from policy.personnel.models import Account, Person


@transaction.atomic
def add_evidence(
    *,
    finding: Finding,
    evidence: Sequence[EvidenceOf],
    at: datetime,
    by: Account | None = None,
) -> None:
    """Adds what the finding, which is open, does not have yet; `by` is who brought it, if a person.

    Raises NamesSomebody where the words name whom it is about.
    """
    _name_nobody(finding.subject, evidence)
    rows = [_row(finding, piece, at=at, by=by) for piece in evidence]
    known = set(finding.evidence.values_list("digest", flat=True)) if rows else set()
    Evidence.objects.bulk_create(
        {row.digest: row for row in rows if row.digest not in known}.values()
    )


def _name_nobody(subject: Subject | None, evidence: Iterable[EvidenceOf]) -> None:
    serial = unseal(subject.sealed) if subject else None
    person = Person.objects.filter(serial_number=serial).first() if serial else None
    if person:
        for piece in evidence:
            name_nobody(person, [piece.words], counts=piece.counts)


def _row(finding: Finding, piece: EvidenceOf, *, at: datetime, by: Account | None) -> Evidence:
    masked = finding.subject_id is not None
    return Evidence(
        finding=finding,
        words=piece.words,
        at=piece.at,
        times=piece.times,
        link="" if masked else piece.link,
        sealed=seal(piece.private) if piece.private else None,
        sealed_link=seal(piece.link) if masked and piece.link else None,
        digest=keyed(repr(piece)),
        added_at=at,
        added_by=by,
    )
