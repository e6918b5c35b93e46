"""Nothing lapses silently: warnings before, a word at the lapse, and who has seen them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from policy.personnel.choices import Role
from policy.personnel.models import Notice
from policy.policies import actions
from policy.policies.errors import Conflict
from policy.policies.lapses import consequence
from policy.policies.models import LapseWarning, Version
from policy.policies.queries import warnings_open
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    fresh,
    numbered,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.requests import ON_CLEARVIEW, SUBMITTED

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
END = AT + 200 * DAY
SECOND = numbered(shipped(LAPD_NOTICE), 2)


def ending(at: object = END) -> Version:
    return published_policy(in_force_until=at)


def days_warned() -> list[int]:
    return list(LapseWarning.objects.order_by("pk").values_list("days", flat=True))


def the_warning(before: int = 30) -> LapseWarning:
    ending()
    actions.warn_of_lapses(at=END - before * DAY)
    return LapseWarning.objects.get()


@pytest.mark.parametrize(
    ("before", "warned"),
    [
        (90 * DAY + timedelta(microseconds=1), []),
        (90 * DAY, [90]),
        (31 * DAY, [90]),
        (30 * DAY, [30]),
        (8 * DAY, [30]),
        (7 * DAY, [7]),
        (2 * DAY, [7]),
        (DAY, [1]),
        (timedelta(seconds=1), [1]),
    ],
)
def test_late_job_makes_the_nearest_warning_alone(before, warned):
    ending()

    actions.warn_of_lapses(at=END - before)

    assert days_warned() == warned


def test_each_threshold_warns_once_however_often_the_job_runs():
    ending()

    for before in (100, 90, 89, 30, 29, 8, 7, 6, 1, 1):
        actions.warn_of_lapses(at=END - before * DAY)

    assert days_warned() == [90, 30, 7, 1]


def test_lapse_itself_is_told_when_it_comes():
    version = ending()

    actions.settle_versions(at=END + DAY)
    actions.settle_versions(at=END + DAY)

    assert [(w.days, w.lapses_at, w.made_at) for w in warnings_open()] == [(0, END, END + DAY)]
    assert [(notice.role, notice.text) for notice in Notice.objects.filter(role=Role.AUDITOR)] == [
        (Role.AUDITOR, f"{version} has lapsed: nothing follows it.")
    ]


def test_version_without_end_is_not_warned_of():
    published_policy()

    assert actions.warn_of_lapses(at=END) == 0


def test_version_that_another_follows_does_not_lapse():
    ending()
    published_policy(SECOND, at=AT + DAY, in_force_from=END)

    assert actions.warn_of_lapses(at=END - DAY) == 0
    assert actions.settle_versions(at=END) == 1
    assert days_warned() == []


def test_version_whose_successor_begins_later_lapses_all_the_same():
    ending()
    published_policy(SECOND, at=AT + DAY, in_force_from=END + DAY)

    actions.warn_of_lapses(at=END - DAY)

    assert days_warned() == [1]


def test_warning_falls_away_when_something_follows():
    the_warning()
    published_policy(SECOND, at=END - 29 * DAY, in_force_from=END)

    assert warnings_open() == []


def test_end_that_is_brought_forward_is_warned_of_anew():
    version = ending()
    actions.warn_of_lapses(at=END - 30 * DAY)
    actions.declare_event(
        version=version,
        by=policy_officer(),
        at=END - 29 * DAY,
        occurred_at=END - 5 * DAY,
        evidence="Board, item 4.",
    )

    actions.warn_of_lapses(at=END - 28 * DAY)

    assert [(w.days, w.lapses_at) for w in warnings_open()] == [(30, END - 5 * DAY)]


def test_warning_stays_until_an_officer_acknowledges_it():
    warning, officer = the_warning(), policy_officer()
    before = warnings_open()

    actions.acknowledge_warning(warning=warning, by=officer, at=END - 29 * DAY)

    assert before == [warning]
    assert warnings_open() == []
    kept = LapseWarning.objects.get()
    assert (kept.acknowledged_by, kept.acknowledged_at) == (officer, END - 29 * DAY)


def test_next_threshold_warns_although_the_last_was_acknowledged():
    actions.acknowledge_warning(warning=the_warning(), by=policy_officer(), at=END - 29 * DAY)

    actions.warn_of_lapses(at=END - 7 * DAY)

    assert [warning.days for warning in warnings_open()] == [7]


def test_older_warning_does_not_come_back_when_the_nearer_is_acknowledged():
    the_warning()
    actions.warn_of_lapses(at=END - 7 * DAY)
    nearer = LapseWarning.objects.get(days=7)

    actions.acknowledge_warning(warning=nearer, by=policy_officer(), at=END - 6 * DAY)

    assert warnings_open() == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_a_policy_officer_acknowledges(role):
    warning = the_warning()

    with pytest.raises(PermissionDenied, match="Policy officer"):
        actions.acknowledge_warning(warning=warning, by=AccountFactory(roles=[role]), at=END)


def test_second_officer_is_told_who_acknowledged():
    warning, first = the_warning(), policy_officer()
    actions.acknowledge_warning(warning=warning, by=first, at=END)

    with pytest.raises(Conflict, match=f"{first.display_name} has acknowledged"):
        actions.acknowledge_warning(warning=warning, by=policy_officer(), at=END)


@pytest.mark.parametrize("change", [{"days": 7}, {"figures": {}}, {"lapses_at": AT}])
def test_database_refuses_to_change_a_warning(change):
    warning = the_warning()

    with pytest.raises(IntegrityError, match="stays as it was made"):
        LapseWarning.objects.filter(pk=warning.pk).update(**change)


def test_database_refuses_to_take_an_acknowledgment_back():
    warning = the_warning()
    actions.acknowledge_warning(warning=warning, by=policy_officer(), at=END)

    with pytest.raises(IntegrityError, match="acknowledged once"):
        LapseWarning.objects.update(acknowledged_by=None, acknowledged_at=None)


def test_database_refuses_to_delete_a_warning():
    the_warning()

    with pytest.raises(IntegrityError, match="stays as it was made"):
        LapseWarning.objects.all().delete()


class TestConsequence:
    def test_counts_what_was_decided_under_the_version_in_the_last_90_days(self):
        version = ending()
        other = published_policy("lapd-policy-2021", at=AT)
        for at in (AT + 9 * DAY, AT + 10 * DAY, AT + 100 * DAY, AT + 101 * DAY):
            actions.record_decision(gate="submit", facts=ON_CLEARVIEW, at=at)
        actions.record_decision(gate="submit", facts=SUBMITTED, at=AT + 50 * DAY)

        found = consequence(fresh(version), AT + 100 * DAY)

        assert found["decisions"] == {"refused": 1, "permitted": 1}
        assert found["left"] == [str(other)]

    def test_leaves_out_what_was_decided_without_it(self):
        actions.record_decision(gate="submit", facts=ON_CLEARVIEW, at=AT - DAY)
        version = ending()

        assert consequence(version, AT + DAY)["decisions"] == {}
        assert consequence(version, AT + DAY)["left"] == []
