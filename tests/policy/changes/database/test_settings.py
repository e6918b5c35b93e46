"""What the database refuses of settings."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from policy.changes.choices import Verdict
from policy.changes.models import Change, SettingValue
from policy.changes.settings import SETTINGS
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.factories.changes import approved
from tests.factories.personnel import AccountFactory
from tests.factories.systems import SystemFactory
from tests.policy.changes.conftest import AT
from tests.policy.changes.database.writing import (
    decide,
    proposed,
    setting_change,
)

pytestmark = pytest.mark.django_db


def test_an_approved_value_is_a_dated_row(ada: Account, bo: Account):
    change = proposed(ada, setting_change())

    decide(change, Verdict.APPROVED, bo)

    row = SettingValue.objects.get()
    assert (row.setting, row.value, row.since, row.change) == ("keep_leads", 730, AT, change)


def test_no_value_is_written_by_itself(ada: Account, bo: Account):
    change = proposed(ada, setting_change())
    with pytest.raises(IntegrityError, match="changed by two administrators"), transaction.atomic():
        SettingValue.objects.create(setting="keep_leads", value=730, since=AT, change=change)
    decide(change, Verdict.APPROVED, bo)

    with pytest.raises(IntegrityError, match="is kept: set it anew"), transaction.atomic():
        SettingValue.objects.update(value=900)
    with pytest.raises(IntegrityError, match="is kept: set it anew"), transaction.atomic():
        SettingValue.objects.all().delete()


def test_a_value_follows_on_the_one_before(ada: Account, bo: Account):
    stale = proposed(ada, setting_change(before=1000, after=900))

    with pytest.raises(IntegrityError, match="changed by two administrators"):
        decide(stale, Verdict.APPROVED, bo)


def test_a_half_percent_is_a_value_that_another_follows_on(ada: Account, bo: Account):
    first = proposed(ada, setting_change("lowest_similarity", 80, 92.5))
    decide(first, Verdict.APPROVED, bo)
    second = proposed(ada, setting_change("lowest_similarity", 92.5, 90))

    decide(second, Verdict.APPROVED, bo, decided_at=AT + timedelta(minutes=1))

    assert [float(row.value) for row in SettingValue.objects.order_by("since")] == [92.5, 90.0]


def test_a_system_gets_and_gives_up_a_value_of_its_own(ada: Account, bo: Account):
    system = SystemFactory()
    gets = setting_change("lowest_similarity", None, 95, system)
    decide(proposed(ada, gets), Verdict.APPROVED, bo)
    gives_up = setting_change("lowest_similarity", 95, None, system)

    decide(proposed(ada, gives_up), Verdict.APPROVED, bo, decided_at=AT + timedelta(minutes=1))

    assert [row.value for row in SettingValue.objects.order_by("since")] == [95, None]


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("beyond", ["floor", "ceiling"])
def test_no_value_lies_beyond_its_bounds(ada: Account, bo: Account, setting: Any, beyond: str):
    value = setting.floor - 1 if beyond == "floor" else setting.ceiling + 1
    change = proposed(ada, setting_change(setting.name, setting.default, value))

    with pytest.raises(IntegrityError, match="setting_within_its_bounds"):
        decide(change, Verdict.APPROVED, bo)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        (lambda: setting_change(after=730.5), "setting_in_whole_days"),
        (lambda: setting_change("nothing", None, 3), "two administrators|bounds"),
        (lambda: setting_change(before=None, system=SystemFactory()), "of_the_department_alone"),
        (lambda: setting_change(after=None), "department_has_a_value"),
    ],
)
def test_no_value_is_of_the_wrong_kind(
    ada: Account, bo: Account, change: Callable[[], Change], constraint: str
):
    made = proposed(ada, change())

    with pytest.raises(IntegrityError, match=constraint):
        decide(made, Verdict.APPROVED, bo)


def test_defaults_lie_within_their_bounds():
    assert [
        setting.name
        for setting in SETTINGS.values()
        if not setting.floor <= setting.default <= setting.ceiling
    ] == []


def test_the_ways_of_the_tests_write_two_names():
    AccountFactory(roles=[Role.SUPERVISOR, Role.REQUESTER])
    approved([setting_change()])

    assert {change.proposed_by != change.decided_by for change in Change.objects.all()} == {True}
    assert Change.objects.count() == 3
