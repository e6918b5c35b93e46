"""A finding begins, once per cause; and what comes and goes ends by itself."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.actions.disclosing import close_disclosed
from audits.findings.actions.evidence import add_evidence
from audits.findings.actions.moving import close, lock
from audits.findings.actions.subjects import about, name_nobody
from audits.findings.actions.telling import tell_of_opening
from audits.findings.choices import COMES_AND_GOES, OF_THE_TRAIL, Action, Kind, Source, State
from audits.findings.evidence import EvidenceOf
from audits.findings.lifecycle import BY_ACTION, UNDECIDED
from audits.findings.models import Finding
from audits.findings.pseudonyms import keyed
from audits.findings.queries import rule_in_force
from policy.personnel.models import Account, Person

_LONGEST_CAUSE = 500
Period = tuple[datetime, datetime]


@transaction.atomic
def open_finding(
    *,
    source: Source,
    kind: Kind,
    cause: str,
    what: str,
    at: datetime,
    place: str = "",
    subject: Person | None = None,
    happened: Period | None = None,
    evidence: Sequence[EvidenceOf] = (),
    found_by: Account | None = None,
    counts: bool = False,
) -> Finding:
    """Opens a finding and tells whom its rule says; one that is open for the cause gets evidence.

    What was judged is not opened again for the same cause, and is answered as it is; what comes and
    goes, such as a sequencer that stands still, is. `what`, `place` and the words of the evidence
    name nobody, which NamesSomebody enforces of the `subject`. `place` holds the name of the
    service, by which a disclosure finds it. `found_by` is the person who brought the evidence, and
    who therefore cannot dispose of it; None is a job. `counts` says that numbers in `what` count
    something.
    """
    known = {"kind": kind, "cause": cause_of(kind, cause)}
    judged = _judged(known)
    if judged:
        return judged
    if subject:
        name_nobody(subject, [place])
        name_nobody(subject, [what], counts=counts)
    finding, is_new = Finding.objects.get_or_create(
        **known,
        state__in=UNDECIDED,
        defaults={
            "source": source,
            "what": what,
            "place": place,
            "found_by": found_by,
            **_begun(kind, subject, happened, at=at),
        },
    )
    add_evidence(finding=finding, evidence=evidence, at=at, by=found_by)
    if is_new:
        tell_of_opening(finding, at=at)
        close_disclosed([finding] if subject else [], at=at)
        finding.refresh_from_db()
    return finding


def cause_of(kind: Kind, cause: str) -> str:
    """A cause may be made of a serial number: it is kept as a digest, but of the trail."""
    return cause[:_LONGEST_CAUSE] if kind in OF_THE_TRAIL else keyed(cause)


def _judged(known: dict[str, str]) -> Finding | None:
    """What stays judged; what is over by itself was judged by nobody."""
    if known["kind"] in COMES_AND_GOES:
        return None
    closed = Finding.objects.filter(**known).exclude(state__in=[*UNDECIDED, State.OVER])
    return closed.first()


def _begun(
    kind: Kind, person: Person | None, happened: Period | None, *, at: datetime
) -> dict[str, object]:
    rule = rule_in_force(kind)
    finding = Finding()
    begins, ends = happened or (None, None)
    return {
        "reference": finding.reference,
        "happened_from": begins,
        "happened_until": ends,
        "opened_at": at,
        "state_at": at,
        "rule": rule,
        "severity": rule.severity,
        "review_due": rule.review_due(at),
        **(about(person, finding, rule) if person else {}),
    }


@transaction.atomic
def close_what_is_over(*, kind: Kind, still: Collection[str], at: datetime) -> None:
    """Ends the open findings of `kind` whose cause is none of those that are `still` there."""
    found = Finding.objects.filter(kind=kind, state__in=_ENDS)
    for finding in found.exclude(cause__in=[cause_of(kind, cause) for cause in still]):
        reason = _("It was not there anymore when the clock looked again.")
        end_finding(finding=finding, reason=reason, at=at)


_ENDS = BY_ACTION[Action.END].before


@transaction.atomic
def end_finding(*, finding: Finding, reason: str, at: datetime) -> None:
    """Ends a finding of which nothing is left, but not while somebody has the right of reply."""
    locked = lock(finding)
    if locked.state in _ENDS:
        # A job may look back at a moment that lies before the latest step.
        close(locked, Action.END, to=State.OVER, at=max(at, locked.state_at), reason=reason)
