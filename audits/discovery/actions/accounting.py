"""Each observation of one actor at one system is explained, permitted, or belongs to a finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from audits.discovery.actions.wording import evidence_in_words, period_of, sources_of, what
from audits.discovery.choices import ConfidenceLevel, Explanation, ObservationKind
from audits.discovery.counting.observations import RECORDS, Kind, Seen, observations
from audits.discovery.models import StoredContact, StoredObservation
from audits.discovery.queries import runs_between
from audits.discovery.reconciling import Reconciled, State, reconcile
from audits.discovery.services import Standing
from audits.discovery.storing import keyed_actor
from audits.findings.actions import EvidenceOf, add_evidence, open_finding
from audits.findings.actions.subjects import subject_of
from audits.findings.choices import Kind as FindingKind
from audits.findings.choices import Source
from audits.findings.lifecycle import UNDECIDED
from audits.findings.models import Finding, Subject
from policy.personnel.models import Account, Person
from policy.systems.models import System

_DAY = timedelta(days=1)
Rows = Mapping[Seen, StoredContact]


@dataclass(frozen=True)
class Party:
    """Who is accounted for at which system: nobody known has neither person nor subject."""

    system: System
    person: Person | None
    subject: Subject | None


def _party(told: Sequence[Reconciled], system: System) -> Party:
    """All of `told` are of one actor."""
    serial = told[0].observation.serial if told else ""
    person = Person.objects.filter(serial_number=serial).first() if serial else None
    return Party(system, person, subject_of(person) if person else None)


def account_for(rows: Rows, *, system: System, by: Account | None, at: datetime) -> None:
    """Stores what the contacts `rows`, all of one actor at `system`, come to, and accounts for it.

    An observation that was stored before keeps its row, and its finding while it is open. `by` is
    who brought the evidence.
    """
    runs = _runs(rows)
    told = list(reconcile(observations(rows), [approved for approved, _run in runs.values()]))
    before = {row.observation for row in rows.values() if row.observation}
    kept: set[StoredObservation] = set()
    pairs = [(one, _row_of(one, rows, kept)) for one in told]
    party = _party(told, system)
    finding = _finding_for(pairs, party, by=by, at=at)
    for one, row in pairs:
        _fill(row, one, rows, party=party, finding=finding, runs=runs, at=at)
    for gone in before - kept:
        gone.delete()


def _runs(rows: Rows) -> dict[str, tuple]:
    """The runs that may explain what was seen."""
    if all(one.contact.service.standing != Standing.ALLOWED for one in rows):
        return {}
    times = [one.contact.at for one in rows]
    return runs_between(min(times) - _DAY, max(times) + _DAY)


def _row_of(one: Reconciled, rows: Rows, kept: set[StoredObservation]) -> StoredObservation:
    """The row that holds the observation already, or a new one."""
    seen = (*one.observation.seen, *one.observation.around)
    stored = [rows[part].observation for part in seen]
    free = sorted((row for row in stored if row and row not in kept), key=lambda row: row.pk)
    if not free:
        return StoredObservation()
    row = free[0]
    kept.add(row)
    if row.actor != rows[seen[0]].actor:
        # It was somebody else's, or nobody's, and so was its finding.
        row.finding = None
    return row


def _fill(
    row: StoredObservation,
    one: Reconciled,
    rows: Rows,
    *,
    party: Party,
    finding: Finding | None,
    runs: Mapping[str, tuple],
    at: datetime,
) -> None:
    seen = one.observation
    row.kind, row.times = ObservationKind(seen.kind), seen.times
    row.system, row.at, row.until = party.system, seen.at, seen.until
    row.actor = rows[seen.seen[0]].actor
    row.subject = party.subject
    known = party.person is not None
    row.confidence = ConfidenceLevel[seen.attribution.confidence.name] if known else _NOBODY
    row.state, row.why = Explanation(one.state), one.why
    row.run = runs[one.run.number][1] if one.run else None
    if one.state != State.OPEN:
        _let_go(row, at=at)
    elif _needs_finding(one, row):
        row.finding = finding
    row.sources = sources_of([one], party.person)
    row.save()
    parts = [part.key for part in (*seen.seen, *seen.around)]
    StoredContact.objects.filter(pk__in=parts).update(observation=row)


_NOBODY = ConfidenceLevel.NOBODY


def _let_go(row: StoredObservation, *, at: datetime) -> None:
    """What is explained stands under no finding, which beside its run would name somebody."""
    if row.finding and row.finding.is_open:
        words = _("What was seen at %(at)s UTC is not open anymore: it is explained or permitted.")
        told = EvidenceOf(words % {"at": f"{row.at:%Y-%m-%d %H:%M}"}, at=row.at)
        add_evidence(finding=row.finding, evidence=[told], at=at)
    row.finding = None


Pairs = Sequence[tuple[Reconciled, StoredObservation]]


def _finding_for(pairs: Pairs, party: Party, *, by: Account | None, at: datetime) -> Finding | None:
    """The finding of what needs one: the one that is still open for this actor, or a new one."""
    unheld = [one for one, row in pairs if _needs_finding(one, row)]
    if not unheld:
        return None
    kind = max(map(_kind, unheld), key=_GRAVER.index)
    evidence = [evidence_in_words(unheld, party.person)]
    actor = unheld[0].observation.seen[0].actor
    known = _still_open(actor, party.system, kind)
    if known:
        add_evidence(finding=known, evidence=evidence, at=at, by=by)
        return known
    first = min(one.key for one in unheld[0].observation.seen)
    return open_finding(
        source=Source.DISCOVERY,
        kind=kind,
        # What is found later is another cause, whatever became of this one.
        cause=f"{actor}:{party.system.slug}:{first}",
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


def _needs_finding(one: Reconciled, row: StoredObservation) -> bool:
    if one.state != State.OPEN:
        return False
    if row.finding is None:
        return True
    return row.finding.is_open and _GRAVER.index(_kind(one)) > _GRAVER.index(row.finding.kind)


def _kind(one: Reconciled) -> FindingKind:
    """Only a search that was seen on a service that is not allowed is called one."""
    if one.observation.kind in RECORDS:
        return FindingKind.VENDOR_RECORD
    prohibited = one.observation.service.standing == Standing.PROHIBITED
    searched = one.observation.kind == Kind.SEARCH
    return FindingKind.OUTSIDE_SERVICE if searched and prohibited else FindingKind.NO_APPROVED_RUN


def _still_open(actor: str, system: System, kind: FindingKind) -> Finding | None:
    graver = _GRAVER[_GRAVER.index(kind) :]
    return (
        Finding.objects.filter(
            observations__actor=keyed_actor(actor),
            observations__system=system,
            state__in=UNDECIDED,
            kind__in=graver,
        )
        .order_by("pk")
        .first()
    )
