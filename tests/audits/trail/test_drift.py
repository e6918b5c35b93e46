"""The rows that are there now are held against what the trail says of them."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from audits.trail.models import Position
from audits.trail.recording.tables import recorded_tables
from audits.trail.verifying.drift import drifted
from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant, Unit
from tests.audits.trail.sealed import Trail, a_trail, past_triggers
from tests.factories.personnel import AccountFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(tmp_path: Path, settings: LazySettings) -> Trail:
    return a_trail(tmp_path, settings)


@pytest.fixture
def account() -> Account:
    return AccountFactory(roles=[Role.REQUESTER], person__unit__name="Central")


def words() -> list[str]:
    return [fault.words for fault in drifted()]


def test_rows_that_were_written_as_they_should_be_have_not_drifted(trail, account):
    trail.seal()
    Unit.objects.update(name="Renamed")
    gone = UnitFactory()
    gone.delete()

    unplaced = words()
    trail.seal()

    assert (unplaced, words()) == ([], [])


def test_switch_that_somebody_flipped_past_the_triggers_is_named_with_who_last_told_it(
    trail, account
):
    trail.seal()
    grant = RoleGrant.objects.get(account=account)

    past_triggers("UPDATE personnel_rolegrant SET role = 'administrator' WHERE id = %s", grant.pk)

    last = Position.objects.get(kind="personnel.RoleGrant", key=str(grant.pk))
    (told,) = words()
    assert told == (
        f"personnel.RoleGrant {grant.pk}: role is “administrator”, but the trail says “requester”, "
        f"last told by the tests at {last.at:%Y-%m-%d %H:%M:%S}Z (entry {last.index:,})."
    )


def test_row_that_nobody_added_and_row_that_nobody_deleted_are_named(trail, account):
    unit = UnitFactory()
    trail.seal()

    past_triggers("DELETE FROM personnel_unit WHERE id = %s", unit.pk)
    past_triggers(
        "INSERT INTO personnel_rolegrant (id, account_id, role, granted_at) "
        "VALUES (999999, %s, 'auditor', now())",
        account.pk,
    )

    told = words()
    assert told[0] == (
        "personnel.RoleGrant 999999 is there, and nobody added it as far as the trail tells."
    )
    assert told[1].startswith(f"personnel.Unit {unit.pk} is gone, and nobody deleted it")
    assert len(told) == 2


def test_row_that_was_changed_again_and_told_has_the_latest_value(trail, account):
    unit = account.person.unit
    trail.seal()
    for name in ("North", "South"):
        unit.name = name
        unit.save()
        trail.seal()

    past_triggers("UPDATE personnel_unit SET name = 'North' WHERE id = %s", unit.pk)

    (told,) = words()
    assert "name is “North”, but the trail says “South”" in told


def test_row_of_which_something_is_sealed_is_not_held_against_the_rest(trail, account):
    unit = account.person.unit
    unit.name = "North"
    unit.save()
    trail.seal()
    past_triggers(
        "UPDATE trail_entry SET content = NULL WHERE id = (SELECT entry_id FROM trail_position "
        "WHERE kind = 'personnel.Unit' AND key = %s AND verb = 'update')",
        str(unit.pk),
    )

    assert words() == []


def test_drift_of_every_table_is_one_query_each(trail, account, django_assert_max_num_queries):
    trail.seal()

    with django_assert_max_num_queries(len(list(recorded_tables())) + 1):
        assert words() == []
