from datetime import timedelta

import pytest
from django.utils import timezone

from audits.findings.patterns.found import Span
from audits.findings.patterns.off_duty_approvals import HOURS, KNOWN, find
from policy.changes.models import Change
from policy.personnel.choices import PersonStatus, Role
from tests.audits.findings.patterns.writing import (
    OCTOBER,
    SECOND,
    approved,
    around_triggers,
)
from tests.audits.reports.scopes import moment
from tests.audits.trail.sealing import seal
from tests.factories.changes import take
from tests.factories.personnel import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db

NIGHT = moment(10, 20, 2)


def used_to_noon(count=KNOWN):
    """An approver who has approved at noon, on so many days of September."""
    person = PersonFactory()
    for day in range(count):
        approved(moment(9, 1 + day, 12), person)
    return person


def found(span=OCTOBER):
    return [(one.cause, one.evidence[0].words) for one in find(span)]


def causes(*approvals):
    return [f"approval {approval.pk}" for approval in approvals]


def test_approval_at_an_hour_at_which_the_approver_never_approves_is_found():
    person = used_to_noon()
    approval = approved(NIGHT, person)

    (one,) = find(OCTOBER)

    assert (one.cause, one.person, one.happened) == (f"approval {approval.pk}", person, NIGHT)
    assert one.numbers == {approval.request.number}
    words = "Given at a time of day near which the approver hardly ever approved anything before."
    assert found() == [(one.cause, words)]


def test_shorter_history_shows_no_usual_hours():
    approved(NIGHT, used_to_noon(KNOWN - 1))

    assert found() == []


def test_hours_at_the_edge_of_the_usual_are_usual():
    person = used_to_noon()
    approved(moment(10, 20, 12 + HOURS), person)
    late = approved(moment(10, 21, 12 + HOURS, 1), used_to_noon())

    assert [one.cause for one in find(OCTOBER)] == causes(late)


def test_hours_are_those_of_the_department_on_either_side_of_the_change_of_clocks():
    person = used_to_noon()
    span = Span(moment(11, 1), moment(12, 1))
    approved(moment(11, 20, 9), person)
    early = approved(moment(11, 21, 8, 59), used_to_noon())

    assert [one.cause for one in find(span)] == causes(early)


@pytest.mark.parametrize(("usual", "hour"), [(23, 1), (1, 23)])
def test_shift_over_midnight_is_one_shift(usual, hour):
    person = PersonFactory()
    for day in range(KNOWN):
        approved(moment(9, 1 + day, usual), person)
    approved(moment(10, 20, hour), person)

    assert found() == []


def test_second_night_is_as_unusual_as_the_first_and_a_habit_is_none():
    person = used_to_noon(25)
    nights = [approved(NIGHT + timedelta(days=day), person) for day in range(3)]

    assert [one.cause for one in find(OCTOBER)] == causes(*nights[:2])


def test_later_approvals_change_nothing_of_what_was_found():
    person = used_to_noon()
    approval = approved(NIGHT, person)
    before = found()
    for day in range(5):
        approved(moment(10, 25 + day, 2), person)

    assert found()[0] == before[0]
    assert found(Span(OCTOBER.since, NIGHT + SECOND)) == before
    assert before[0][0] == f"approval {approval.pk}"


def test_approval_by_someone_suspended_is_found_from_what_the_trail_tells(tiles):
    suspended, back = AccountFactory().person, AccountFactory().person
    for person in (suspended, back):
        person.status = PersonStatus.SUSPENDED
        person.save()
    back.status = PersonStatus.ACTIVE
    back.save()
    seal()
    now = timezone.now()
    approval = approved(now, suspended)
    approved(now, back)
    approved(now - timedelta(hours=1), suspended)

    words = "Given while the approver was suspended or had left the department."
    assert found(Span(now - timedelta(days=1), now + SECOND)) == [
        (f"approval {approval.pk}", words)
    ]


def test_approval_by_someone_without_the_role_is_found_from_the_changes():
    account = AccountFactory(roles=[Role.SUPERVISOR])
    take(account, Role.SUPERVISOR)
    given, taken = Change.objects.filter(account=account).order_by("pk")
    with around_triggers():
        for change, day in ((given, 5), (taken, 15)):
            at = moment(10, day)
            Change.objects.filter(pk=change.pk).update(proposed_at=at, decided_at=at)
    early, _held, late = (approved(moment(10, day), account.person) for day in (4, 10, 16))

    words = "Given while the approver did not hold the role of supervisor."
    assert found() == [(cause, words) for cause in causes(early, late)]
