"""Policy officers say how each kind is handled; every version of it is kept."""

from datetime import timedelta

import pytest

from audits.findings.actions import change_rule, remind_of_deadlines, save_office, tell_office
from audits.findings.choices import Kind, Severity
from audits.findings.errors import Conflict
from audits.findings.models import HandlingRule, Office, OfficeNotice
from audits.findings.queries import overdue, rule_in_force, visible_to
from policy.personnel.models import Notice
from tests.audits.findings.cases import AT, DAY, Cast, gather
from tests.factories.findings import found
from tests.harness.threads import at_once

VALUES = {
    "severity": Severity.LOW,
    "severity_second": Severity.LOW,
    "severity_further": Severity.HIGH,
    "days_to_review": 5,
    "days_for_reply": 10,
    "tell_after_days": 1,
}


def change(cast: Cast, version: int = 1, **more):
    told = {"offices": {}, "reason": "A trial.", **VALUES, **more}
    return change_rule(kind=Kind.OUTSIDE_SERVICE, version=version, by=cast.officer, at=AT, **told)


def test_new_version_holds_for_what_is_found_from_then_on(cast: Cast):
    before = found(None, cause="before")
    office = save_office(
        office=None, name="Council", role="", accounts=[], outside=True, by=cast.officer
    )

    rule = change(cast, offices={office: 8})

    after = found(None, cause="after")
    assert (rule.number, rule.by, rule_in_force(Kind.OUTSIDE_SERVICE)) == (2, cast.officer, rule)
    assert (before.rule.number, before.severity) == (1, Severity.HIGH)
    assert (after.rule, after.severity) == (rule, Severity.LOW)
    assert after.review_due == AT + 5 * DAY
    notice = after.office_notices.get()
    assert (notice.office, notice.due_at) == (office, AT + timedelta(hours=8))


def test_rule_that_somebody_changed_meanwhile_is_not_changed(cast: Cast):
    change(cast)

    with pytest.raises(Conflict, match="version 2"):
        change(cast)


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_comes_too_late():
    cast = gather()

    answers = at_once(lambda: change(cast), lambda: change(cast))

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "HandlingRule"]
    assert HandlingRule.objects.filter(kind=Kind.OUTSIDE_SERVICE).count() == 2


def test_office_is_told_by_its_accounts_as_well_as_its_role(cast: Cast):
    office = Office.objects.get(name="Oversight")
    save_office(
        office=office,
        name="Oversight board",
        role="oversight",
        accounts=[cast.officer],
        outside=False,
        by=cast.officer,
    )
    found(None)

    told = Notice.objects.filter(account=cast.officer)
    assert told.count() == 1


def test_auditor_says_how_an_office_was_told_by_hand_once(cast: Cast):
    notice = OfficeNotice.objects.get(
        finding=found(None, kind=Kind.LAUNDERING), office__name="Internal affairs"
    )

    told = tell_office(notice=notice, how=" By mail. ", by=cast.auditor, at=AT + DAY)

    assert (told.told_by, told.told_at, told.how) == (cast.auditor, AT + DAY, "By mail.")
    with pytest.raises(Exception, match="told already"):
        tell_office(notice=notice, how="Again.", by=cast.other, at=AT + DAY)


def test_what_is_overdue_is_listed_and_told_once_however_often_the_clock_looks(cast: Cast):
    late = found(None, cause="late", at=AT - 20 * DAY)
    untold = found(None, kind=Kind.LAUNDERING, at=AT - 4 * DAY)
    in_time = found(None, cause="in time", at=AT)

    for hours in (0, 1, 2):
        remind_of_deadlines(at=AT + timedelta(hours=hours))

    texts = Notice.objects.filter(text__contains="overdue") | Notice.objects.filter(
        text__contains="in time"
    )
    assert sorted(texts.values_list("text", flat=True)) == [
        f"Internal affairs has not been told of finding {untold.pk} in time.",
        f"The review of finding {late.pk} is overdue.",
    ]
    assert set(overdue(visible_to(cast.auditor), AT)) == {late, untold}
    assert in_time not in overdue(visible_to(cast.auditor), AT)
