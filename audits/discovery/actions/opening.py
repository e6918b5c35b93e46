"""The finding under which one party's observations stand that nothing explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from audits.discovery.actions.wording import evidence_in_words, period_of, what
from audits.discovery.counting.observations import RECORDS, Kind
from audits.discovery.models import StoredObservation
from audits.discovery.reconciling import Reconciled, State
from audits.discovery.services import Standing
from audits.findings.actions import add_evidence, open_finding
from audits.findings.choices import Kind as FindingKind
from audits.findings.choices import Source
from audits.findings.lifecycle import UNDECIDED
from audits.findings.models import Finding, Subject
from policy.personnel.models import Account, Person
from policy.systems.models import System


@dataclass(frozen=True)
class Party:
    """Who is accounted for at which system: nobody known has neither person nor subject.

    `actor` is what tells them from others in the database.
    """

    actor: str
    system: System
    person: Person | None
    subject: Subject | None


@dataclass(frozen=True)
class Pair:
    """An observation, the row that holds it, and when its visit began."""

    one: Reconciled
    row: StoredObservation
    visit_at: datetime


def finding_for(
    pairs: Sequence[Pair], party: Party, *, by: Account | None, at: datetime
) -> Finding | None:
    """The finding of what needs one: the one that is still open for this party, or a new one."""
    unheld = [pair.one for pair in pairs if needs_finding(pair)]
    if not unheld:
        return None
    kind = max(map(_kind, unheld), key=_GRAVER.index)
    evidence = [evidence_in_words(unheld, party.person)]
    known = _still_open(party, kind)
    if known:
        add_evidence(finding=known, evidence=evidence, at=at, by=by)
        return known
    first = min(seen.contact.key for seen in unheld[0].observation.seen)
    return open_finding(
        source=Source.DISCOVERY,
        kind=kind,
        # What is found later is another cause, whatever became of this one.
        cause=f"{party.actor}:{party.system.slug}:{first}",
        what=what(unheld, party.system),
        place=party.system.name,
        at=at,
        subject=party.person,
        happened=period_of(unheld),
        evidence=evidence,
        found_by=by,
        counts=True,
    )


# A finding of a search also holds visits; one of visits does not hold a search.
_GRAVER = (
    FindingKind.NO_APPROVED_RUN,
    FindingKind.VENDOR_RECORD,
    FindingKind.OUTSIDE_SERVICE,
)


def needs_finding(pair: Pair) -> bool:
    one, row = pair.one, pair.row
    if one.state != State.OPEN:
        return False
    if row.finding is None:
        return True
    return _GRAVER.index(_kind(one)) > _GRAVER.index(row.finding.kind)


def _kind(one: Reconciled) -> FindingKind:
    """Only a search that was seen on a service that is not allowed is called one."""
    if one.observation.kind in RECORDS:
        return FindingKind.VENDOR_RECORD
    prohibited = one.observation.service.standing == Standing.PROHIBITED
    searched = one.observation.kind == Kind.SEARCH
    return FindingKind.OUTSIDE_SERVICE if searched and prohibited else FindingKind.NO_APPROVED_RUN


def _still_open(party: Party, kind: FindingKind) -> Finding | None:
    graver = _GRAVER[_GRAVER.index(kind) :]
    return (
        Finding.objects.filter(
            observations__actor=party.actor,
            observations__system=party.system,
            state__in=UNDECIDED,
            kind__in=graver,
        )
        .order_by("pk")
        .first()
    )
