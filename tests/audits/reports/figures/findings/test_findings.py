"""Findings of a month, each brought to its state by the actions."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from audits.findings.actions import ask_for_name, decide_on_name, reply, tell_office
from audits.findings.choices import Basis, Kind, State
from audits.findings.models import Finding, OfficeNotice
from audits.reports.figures.findings.deadlines import findings_deadlines
from audits.reports.figures.findings.disclosures import disclosures
from audits.reports.figures.findings.findings import (
    findings_by_kind,
    findings_by_severity,
    findings_by_state,
)
from audits.reports.figures.findings.notices import office_notices
from audits.reports.figures.findings.unmaskings import unmaskings
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Table
from audits.reports.period import Period
from tests.audits.findings.cases import AT, DAY, Cast, dispose, gather, open_window, tell
from tests.audits.reports.scopes import cells, counted
from tests.factories.findings import FindingFactory, found, heard
from tests.factories.personnel import PersonFactory

pytestmark = pytest.mark.django_db

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
WHY = "Case 26-0042 of internal affairs: to interview the person."


def scope(as_of_days: int = 3) -> Scope:
    return Scope(MARCH, AT + as_of_days * DAY)


def sustained(cast: Cast, cause: str, *, days: int) -> Finding:
    at = AT + days * DAY
    finding = heard(cast.subject.member, by=cast.auditor, at=at, cause=cause)
    reply(finding=finding, words="It was a drill.", is_last=True, by=cast.subject, at=at)
    return dispose(finding, State.SUSTAINED, by=cast.auditor, at=at)


@dataclass
class Month:
    """Six findings: two sustained about one person, one explained, two open, one of the trail."""

    cast: Cast
    open: Finding


@pytest.fixture
def month() -> Month:
    cast = gather()
    sustained(cast, "first", days=0)
    sustained(cast, "second", days=1)
    other = PersonFactory()
    explained = found(other, kind=Kind.NO_APPROVED_RUN)
    dispose(explained, State.EXPLAINED, by=cast.auditor, at=AT + 40 * DAY)
    found(None, kind=Kind.NO_TRACE)
    FindingFactory()
    found(other, at=AT - 2 * DAY, cause="the last of February")
    return Month(cast, found(other, cause="still open"))


def test_findings_are_counted_by_kind_with_violations_and_repeats(month: Month):
    assert cells(findings_by_kind(scope())) == {
        "tampered": ("Trail tampered with", 1, 1, 0, 0),
        "outside_service": ("Search on a service that is not allowed", 3, 1, 2, 1),
        "no_approved_run": ("Contact that no approved run explains", 1, 0, 0, 0),
        "no_trace": ("Run without a trace in the logs", 1, 1, 0, 0),
        "total": ("All findings", 6, 3, 2, 1),
    }


def test_repeat_weighs_more_and_every_severity_is_shown(month: Month):
    assert cells(findings_by_severity(scope())) == {
        "critical": ("Critical", 2, 1, 1, 1),
        "high": ("High", 2, 1, 1, 0),
        "moderate": ("Moderate", 1, 0, 0, 0),
        "low": ("Low", 1, 1, 0, 0),
        "total": ("All findings", 6, 3, 2, 1),
    }


def test_each_finding_is_in_one_state(month: Month):
    assert counted(findings_by_state(scope())) == {"open": 3, "sustained": 2, "explained": 1}
    assert cells(findings_by_state(scope()))["total"] == ("All findings", 6)


# 14 days for a search outside, 30 for a run without a trace, 7 for the trail.
@pytest.mark.parametrize(
    ("days", "overdue"),
    [
        (7, {"not_due": 3}),
        (10, {"not_due": 2, "overdue_from_0_days": 1}),
        (25, {"not_due": 1, "overdue_from_7_days": 2}),
        (110, {"overdue_from_90_days": 2, "overdue_from_30_days": 1}),
    ],
)
def test_open_findings_age_against_their_deadlines(month: Month, days: int, overdue: dict):
    closed = {"closed_in_time": 2, "closed_late": 1}

    assert counted(findings_deadlines(scope(days))) == {**overdue, **closed}


def test_offices_are_told_in_time_or_late_or_not_yet():
    cast = gather()
    for cause in ("one", "two", "three"):
        found(PersonFactory(), cause=cause, kind=Kind.LAUNDERING)
    early, late, _never = OfficeNotice.objects.filter(told_at=None)
    tell_office(notice=early, how="By phone.", by=cast.auditor, at=AT + DAY)
    tell_office(notice=late, how="By letter.", by=cast.auditor, at=AT + 4 * DAY)

    def told(table: Table) -> dict[str, tuple]:
        return {values[0]: values[1:] for values in cells(table).values()}

    assert told(office_notices(scope(5))) == {
        "Internal affairs": (3, 1, 1, 0, 1),
        "Oversight": (3, 3, 0, 0, 0),
        "Policy office": (3, 3, 0, 0, 0),
        "All": (9, 7, 1, 0, 1),
    }
    assert told(office_notices(scope(3)))["Internal affairs"][3:] == (1, 0)


def test_disclosures_are_counted_inside_and_outside_of_a_window():
    cast = gather()
    found(cast.subject.member, happened=(AT - 9 * DAY, AT - 8 * DAY))
    tell(cast, at=AT, times=5)
    open_window(cast, at=AT)
    tell(cast, at=AT + timedelta(hours=1), times=12)
    # The last hour of March in Los Angeles, and the first of April.
    tell(cast, at=AT + 29 * DAY + timedelta(hours=12, minutes=30), times=7)
    tell(cast, at=AT + 29 * DAY + timedelta(hours=13, minutes=30), times=9)

    assert cells(disclosures(scope())) == {
        "inside": ("Inside a disclosure window", 2, 1, 19, 1),
        "outside": ("Outside of any", 1, 1, 5, 0),
        "total": ("All, each person once", 3, 1, 24, 1),
    }


def test_names_asked_for_are_counted_by_legal_basis(month: Month):
    cast = month.cast
    asked = [
        ask_for_name(finding=month.open, basis=basis, words=WHY, by=by, at=AT + DAY)
        for basis, by in ((Basis.COURT, cast.auditor), (Basis.COURT, cast.other))
    ]
    told = {"reason": "So.", "by": cast.oversight, "at": AT + DAY}
    decide_on_name(unmasking=asked[0], granted=True, **told)
    decide_on_name(unmasking=asked[1], granted=False, **told)
    audit = {"basis": Basis.AUDIT, "words": WHY, "by": cast.other}
    ask_for_name(finding=month.open, at=AT + 2 * DAY, **audit)

    found_by_basis = cells(unmaskings(scope()))

    assert {key: values[1:] for key, values in found_by_basis.items()} == {
        "investigation": (0, 0, 0, 0, 0),
        "court": (2, 0, 1, 1, 0),
        "statute": (0, 0, 0, 0, 0),
        "audit": (1, 1, 0, 0, 0),
        "total": (3, 1, 1, 1, 0),
    }
