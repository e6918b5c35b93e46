"""Approvals off duty: at an hour at which this approver never works, or by who may not.

The register has no duty rosters. Counted is an approval

- at a time of day near which, within `HOURS` before and after, lies less than `RARE` of what the
  same approver approved before, once they have approved `KNOWN` requests;
- that was given while the trail tells that the approver was suspended or had left;
- that was given while the approver did not hold the role of supervisor.

It cannot see who was called in, or changed shifts: those are the innocent ones that it finds. It
knows no usual hours of an approver with a short history, and nothing of days off. Delegations are
not in the register: whoever acts for another needs a place in the chain of command themselves.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.patterns.clock import Hours
from audits.findings.patterns.found import Found, Span, evidence_of
from audits.findings.patterns.standing import Timeline, service_of, supervising_of
from policy.searches.choices import Verdict
from policy.searches.models import Approval

# Shifts overlap and run over: what lies within three hours of someone's usual time is no sign.
HOURS = 3
# One in twenty, so that a second night is as unusual as the first.
RARE = 0.05
# From fewer approvals it does not show when someone works.
KNOWN = 10


def find(span: Span) -> Iterator[Found]:
    people = set(_given(span).filter(at__gte=span.since).values_list("approver", flat=True))
    service, supervising = service_of(people), supervising_of(people)
    hours: defaultdict[int, Hours] = defaultdict(Hours)
    for approval in _given(span).filter(approver__in=people).iterator():
        key, usual = approval.approver_id, hours[approval.approver_id]
        if span.holds(approval.at):
            why = _why(approval, usual, service[key], supervising[key])
            if why:
                yield _found(approval, why)
        usual.see(approval.at)


def _given(span: Span) -> QuerySet[Approval]:
    """Those of the span, and all before it, which tell when the approvers usually approve."""
    given = Approval.objects.filter(verdict=Verdict.APPROVED, at__lt=span.until)
    return given.select_related("approver", "request__unit").order_by("at", "pk")


def _why(approval: Approval, usual: Hours, serves: Timeline, supervises: Timeline) -> str:
    if serves.at(approval.at) is False:
        return _("Given while the approver was suspended or had left the department.")
    if supervises.at(approval.at) is False:
        return _("Given while the approver did not hold the role of supervisor.")
    near = usual.near(approval.at, hours=HOURS)
    if usual.seen >= KNOWN and near < RARE * usual.seen:
        return _(
            "Given at a time of day near which the approver hardly ever approved anything before."
        )
    return ""


def _found(approval: Approval, why: str) -> Found:
    return Found(
        pattern=Kind.OFF_DUTY_APPROVAL,
        cause=f"approval {approval.pk}",
        what=_("An approval was given off duty."),
        person=approval.approver,
        unit=approval.request.unit,
        happened=approval.at,
        evidence=(evidence_of(approval.request, why, at=approval.at),),
    )
