"""The only writer of reports."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audits.reports.canonical import digest_of
from audits.reports.choices import Kind
from audits.reports.figures.scope import Scope
from audits.reports.gathering import gather
from audits.reports.kinds import REPORTS
from audits.reports.models import Report
from audits.reports.period import check_period, local_day
from audits.reports.permissions import may_make
from policy.personnel.models import Account, Unit
from policy.personnel.permissions import require
from policy.policies.deciding import CompiledPolicy
from policy.snapshot import snapshot


def make_report(
    *,
    kind: Kind,
    period_from: date,
    period_to: date,
    unit: Unit | None,
    by: Account | None,
    at: datetime,
    policy: CompiledPolicy | None = None,
) -> Report:
    """Computes the figures as they stand now, and keeps them with their digest.

    `by` is None for a command on the server; `policy` is the one that a look-back asks. Raises
    ValidationError where the period is wrong, or what the kind needs is missing.
    """
    require(may_make(by))
    _check_kind(kind, unit, policy)
    period = check_period(period_from, period_to, today=local_day(at))
    made_by = by.display_name if by else _("a command on the server")
    with snapshot():
        figures = gather(kind, Scope(period, at, unit, policy), made_by=made_by)
        return Report.objects.create(
            kind=kind,
            period_from=period.first,
            period_to=period.last,
            unit=unit,
            made_by=by,
            made_at=at,
            figures=figures,
            digest=digest_of(figures),
        )


def _check_kind(kind: Kind, unit: Unit | None, policy: CompiledPolicy | None) -> None:
    if kind == Kind.LOOK_BACK and policy is None:
        raise ValidationError({"policy": _("A look-back needs the policy that it asks.")})
    if unit is not None and REPORTS[kind].whole:
        raise ValidationError({"unit": REPORTS[kind].whole})
    if kind != Kind.LOOK_BACK and policy is not None:
        raise ValidationError({"policy": _("Only a look-back asks a policy.")})
