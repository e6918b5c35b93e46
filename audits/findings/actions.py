"""The only writers of findings."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.choices import Disposition, Kind, Source, State
from audits.findings.models import Finding
from audits.findings.permissions import may_close
from policy.personnel.actions import notify
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import require

# Who has to do something about the trail.
TOLD = (Role.ADMINISTRATOR, Role.AUDITOR)
# A fault of the record itself is there for good.
STAYS = (Kind.TAMPERED, Kind.DRIFTED)
_LONGEST_CAUSE = 500


@transaction.atomic
def open_finding(
    *, source: Source, kind: Kind, cause: str, what: str, place: str = "", at: datetime
) -> Finding:
    """Opens a finding, and tells administrators and auditors; the one that is open for it already.

    A fault that a person has judged is not opened again for the same cause; what comes and goes,
    such as a sequencer that stands still, is.
    """
    known = {"kind": kind, "cause": cause[:_LONGEST_CAUSE]}
    by_person = Finding.objects.filter(**known, closed_by__isnull=False).first()
    if by_person and kind in STAYS:
        return by_person
    finding, is_new = Finding.objects.get_or_create(
        **known,
        state=State.OPEN,
        defaults={"source": source, "what": what, "place": place, "opened_at": at},
    )
    if is_new:
        _tell(finding, at=at)
    return finding


def _tell(finding: Finding, *, at: datetime) -> None:
    link = finding.get_absolute_url()
    for role in TOLD:
        notify(key=f"finding {finding.pk}", text=str(finding), at=at, role=role, link=link)


@transaction.atomic
def close_finding(
    *, finding: Finding, disposition: Disposition, reason: str, by: Account, at: datetime
) -> Finding:
    """An auditor says what became of it; raises PermissionDenied for anyone else, and twice."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    require(may_close(by, finding))
    return _close(finding, disposition=disposition, reason=reason, by=by, at=at)


@transaction.atomic
def close_what_is_over(*, kind: Kind, still: Collection[str], at: datetime) -> None:
    """Closes the open findings of `kind` whose cause is none of those that are `still` there."""
    findings = Finding.objects.select_for_update().filter(kind=kind, state=State.OPEN)
    for finding in findings.exclude(cause__in=[cause[:_LONGEST_CAUSE] for cause in still]):
        reason = _("It was not there anymore when the clock looked again.")
        _close(finding, disposition=Disposition.OVER, reason=reason, by=None, at=at)


def _close(
    finding: Finding, *, disposition: Disposition, reason: str, by: Account | None, at: datetime
) -> Finding:
    finding.state = State.CLOSED
    finding.closed_at = at
    finding.closed_by = by
    finding.disposition = disposition
    finding.reason = reason
    finding.save()
    return finding
