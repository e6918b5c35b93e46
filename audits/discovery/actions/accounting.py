"""Each observation is explained, permitted, or belongs to a finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from audits.discovery.actions.opening import Pair, Party, finding_for, needs_finding
from audits.discovery.actions.parties import Due, Work, work_for
from audits.discovery.actions.rows import Rows
from audits.discovery.actions.wording import sources_of
from audits.discovery.choices import ConfidenceLevel, Explanation, ObservationKind
from audits.discovery.models import StoredObservation
from audits.discovery.queries import recorded_runs, systems_by_service, watched_services
from audits.discovery.reconciling import Runs, State, reconcile_visit
from audits.discovery.services import Service, Standing
from audits.findings.actions import EvidenceOf, add_evidence, end_finding
from audits.findings.actions.subjects import subjects_of
from audits.findings.models import Finding
from policy.personnel.models import Account, Person
from policy.systems.models import System

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Register:
    """What is looked for: services, and the system of each, by the service's slug."""

    services: dict[str, Service]
    systems: dict[str, System]


def register() -> Register:
    services = {service.slug: service for service in watched_services().services}
    return Register(services, systems_by_service())


def account_for(due: Sequence[Due], known: Register, *, by: Account | None, at: datetime) -> None:
    """Stores what the contacts `due` come to, with the others of the same visits.

    To be called in a transaction that counts alone; doing it again changes nothing. An observation
    that was stored before keeps its row, and its finding while it is open. `by` is who brought the
    evidence.
    """
    work = work_for(due, known.services)
    rows = Rows(work)
    recorded = _runs(work, rows.before)
    runs = Runs(approved for approved, _run in recorded.values())
    parties = _parties(work, known)
    for place, visits in groupby(work.visits, key=lambda visit: visit[0].party):
        party = parties[place]
        pairs = [
            Pair(one, rows.row_of(one, party.actor), visit[0].contact.at)
            for visit in visits
            for one in reconcile_visit(visit, runs)
        ]
        finding = finding_for(pairs, party, by=by, at=at)
        for pair in pairs:
            _fill(pair, party, finding, recorded, at=at)
    rows.store()
    for finding in rows.left():
        reason = _("All that was seen is explained by now, or belongs to somebody who is known.")
        end_finding(finding=finding, reason=reason, at=at)


def _parties(work: Work, known: Register) -> dict[tuple[str, str], Party]:
    """Who made the visits, and at which system, by actor and service."""
    serials = {visit[0].party: visit[0].attribution.serial for visit in work.visits}
    people = Person.objects.filter(serial_number__in=set(serials.values()) - {""})
    by_serial = {person.serial_number: person for person in people}
    subjects = subjects_of(by_serial.values())
    return {
        (actor, slug): Party(
            actor, known.systems[slug], by_serial.get(serial), subjects.get(serial)
        )
        for (actor, slug), serial in serials.items()
    }


Recorded = Mapping[str, tuple]


def _runs(work: Work, again: set[int]) -> Recorded:
    """The runs that may explain what was seen, but for those that explain anything else.

    `again` are the keys of the observations that are counted again.
    """
    asked = [one for one in work.visits if one[0].contact.service.standing == Standing.ALLOWED]
    if not asked:
        return {}
    times = [seen.contact.at for visit in asked for seen in (visit[0], visit[-1])]
    others = StoredObservation.objects.filter(run=OuterRef("pk")).exclude(pk__in=again)
    return recorded_runs(
        Q(started_at__range=(min(times) - _DAY, max(times) + _DAY)),
        Q(operator__serial_number__in={visit[0].attribution.serial for visit in asked}),
        ~Q(Exists(others)),
    )


def _fill(
    pair: Pair, party: Party, finding: Finding | None, recorded: Recorded, *, at: datetime
) -> None:
    one, row = pair.one, pair.row
    seen = one.observation
    row.kind, row.times = ObservationKind(seen.kind), seen.times
    row.system, row.at, row.until, row.visit_at = party.system, seen.at, seen.until, pair.visit_at
    row.actor, row.subject = party.actor, party.subject
    confidence = ConfidenceLevel[seen.attribution.confidence.name]
    row.confidence = confidence if party.person else ConfidenceLevel.NOBODY
    row.state, row.why = Explanation(one.state), one.why
    row.run = recorded[one.run.number][1] if one.run else None
    needs = needs_finding(pair)
    if one.state != State.OPEN:
        _let_go(row, at=at)
    elif needs:
        row.finding = finding
    row.sources = sources_of([one], party.person)


def _let_go(row: StoredObservation, *, at: datetime) -> None:
    """What is explained stands under no finding, which beside its run would name somebody."""
    if row.finding and row.finding.is_open:
        words = _("What was seen at %(at)s UTC is not open anymore: it is explained or permitted.")
        told = EvidenceOf(words % {"at": f"{row.at:%Y-%m-%d %H:%M}"}, at=row.at)
        add_evidence(finding=row.finding, evidence=[told], at=at)
    row.finding = None
