"""What the database refuses of changes, and of what they change, whichever way the write comes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change, SettingValue
from policy.changes.settings import SETTINGS
from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant
from policy.systems.choices import SystemStatus
from policy.systems.models import System
from tests.factories.changes import approved, give, take
from tests.factories.personnel import AccountFactory
from tests.factories.systems import SystemFactory
from tests.harness.threads import at_once
from tests.policy.changes.conftest import AT

pytestmark = pytest.mark.django_db

DECIDED = {"decided_at": AT, "decision_reason": "No."}


def role_change(account: Account, role: Role = Role.EXAMINER, **fields: Any) -> Change:
    kind = ChangeKind.ROLE_GIVEN
    return Change(kind=kind, account=account, role=role, before=False, after=True, **fields)


def proposed(by: Account, change: Change | None = None, **fields: Any) -> Change:
    change = change or role_change(AccountFactory())
    fields = {"reason": "New in the unit.", "proposed_by": by, "proposed_at": AT} | fields
    for name, value in fields.items():
        setattr(change, name, value)
    change.save()
    return change


def decide(change: Change, verdict: Verdict, by: Account | None, **fields: Any) -> None:
    """Past all of our code."""
    fields = {"verdict": verdict, "decided_by": by, **DECIDED, **fields}
    with transaction.atomic():
        Change.objects.filter(pk=change.pk).update(**fields)


def status_change(system: System, after: SystemStatus = SystemStatus.PROHIBITED) -> Change:
    kind = ChangeKind.SYSTEM_STATUS
    return Change(kind=kind, system=system, before=system.status, after=str(after))


def setting_change(
    name: str = "keep_leads", before: Any = 1825, after: Any = 730, system: System | None = None
) -> Change:
    kind = ChangeKind.SETTING
    return Change(kind=kind, setting=name, system=system, before=before, after=after)


# --- The life of a change -----------------------------------------------------------------------


def test_approving_writes_what_was_proposed_and_marks_the_change(ada: Account, bo: Account):
    change = proposed(ada)

    decide(change, Verdict.APPROVED, bo)

    (grant,) = RoleGrant.objects.filter(account=change.account)
    assert (grant.role, grant.granted_by, grant.granted_at) == (Role.EXAMINER, bo, AT)
    change.refresh_from_db()
    assert change.applied


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.DECLINED])
def test_proposer_does_not_decide(ada: Account, verdict: Verdict):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_decided_by_another"):
        decide(change, verdict, ada)

    assert not RoleGrant.objects.filter(account=change.account).exists()


def test_nobody_but_the_proposer_takes_it_back(ada: Account, bo: Account):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_decided_by_another"):
        decide(change, Verdict.TAKEN_BACK, bo)


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.DECLINED, Verdict.TAKEN_BACK])
def test_nobody_decides_without_a_name_and_a_moment(ada: Account, bo: Account, verdict: Verdict):
    change = proposed(ada)

    with pytest.raises(IntegrityError):
        decide(change, verdict, None)
    with pytest.raises(IntegrityError):
        decide(change, verdict, ada if verdict == Verdict.TAKEN_BACK else bo, decided_at=None)


def test_nobody_decides_before_it_is_proposed(ada: Account, bo: Account):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_decided_by_another"):
        decide(change, Verdict.DECLINED, bo, decided_at=AT - timedelta(seconds=1))


@pytest.mark.parametrize("first", [Verdict.APPROVED, Verdict.DECLINED, Verdict.TAKEN_BACK])
@pytest.mark.parametrize("second", Verdict)
def test_a_change_is_decided_once(ada: Account, bo: Account, first: Verdict, second: Verdict):
    change = proposed(ada)
    decide(change, first, ada if first == Verdict.TAKEN_BACK else bo)

    with pytest.raises(IntegrityError, match="a change is decided once"):
        decide(change, second, bo)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("role", Role.AUDITOR),
        ("reason", "Another."),
        ("kind", ChangeKind.ROLE_TAKEN),
        ("proposed_at", AT - timedelta(days=1)),
        ("applied", True),
    ],
)
def test_what_was_proposed_is_never_edited(ada: Account, bo: Account, name: str, value: Any):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="what was proposed cannot be changed"):
        decide(change, Verdict.OPEN, None, decided_at=None, **{name: value})
    with pytest.raises(IntegrityError, match="what was proposed cannot be changed"):
        decide(change, Verdict.APPROVED, bo, **{name: value})


def test_an_applied_change_is_not_made_ready_again(ada: Account, bo: Account):
    change = proposed(ada)
    decide(change, Verdict.APPROVED, bo)

    with pytest.raises(IntegrityError, match="a change is decided once"):
        Change.objects.update(applied=False)


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_a_change_is_never_deleted(ada: Account, bo: Account, verdict: Verdict | None):
    change = proposed(ada)
    if verdict and verdict != Verdict.OPEN:
        decide(change, verdict, ada if verdict == Verdict.TAKEN_BACK else bo)

    with pytest.raises(IntegrityError, match="a change is never deleted"):
        change.delete()


def test_a_change_begins_as_a_proposal(ada: Account, bo: Account):
    with pytest.raises(IntegrityError, match="begins as a proposal"):
        proposed(ada, verdict=Verdict.APPROVED, decided_by=bo, decided_at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_proposes_and_decides(ada: Account, role: Role):
    other = AccountFactory(roles=[role])
    change = proposed(ada)

    with (
        pytest.raises(IntegrityError, match="only an administrator proposes"),
        transaction.atomic(),
    ):
        proposed(other)
    for verdict in (Verdict.APPROVED, Verdict.DECLINED):
        with pytest.raises(IntegrityError, match="only an administrator decides"):
            decide(change, verdict, other)


def test_a_closed_account_neither_proposes_nor_decides(ada: Account, bo: Account):
    change = proposed(ada)
    Account.objects.filter(pk=bo.pk).update(is_active=False)

    with pytest.raises(IntegrityError, match="only an administrator decides"):
        decide(change, Verdict.APPROVED, bo)
    with pytest.raises(IntegrityError, match="only an administrator proposes"):
        proposed(bo)


def test_what_a_former_administrator_proposed_is_not_approved(ada: Account, bo: Account):
    change = proposed(ada)
    Account.objects.filter(pk=ada.pk).update(is_active=False)

    with pytest.raises(IntegrityError, match="is no administrator any more"):
        decide(change, Verdict.APPROVED, bo)

    decide(change, Verdict.DECLINED, bo)


@pytest.mark.parametrize("reason", ["", " ", "\n\t "])
def test_a_change_has_a_reason_and_so_has_declining_it(ada: Account, bo: Account, reason: str):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_declined_with_reason"):
        decide(change, Verdict.DECLINED, bo, decision_reason=reason)
    with pytest.raises(IntegrityError, match="change_has_a_reason"):
        proposed(ada, reason=reason)


def test_one_change_of_the_same_thing_is_open_at_a_time(ada: Account, bo: Account):
    account = AccountFactory(roles=[Role.REQUESTER])
    proposed(ada, role_change(account))
    proposed(bo, role_change(account, Role.SUPERVISOR))

    with pytest.raises(IntegrityError, match="change_open_once"):
        proposed(bo, role_change(account))


@pytest.mark.parametrize(
    "wrong",
    [
        {"account": None},
        {"role": ""},
        {"setting": "keep_leads"},
        {"before": True},
        {"after": False},
        {"after": "yes"},
        {"kind": ChangeKind.SETTING},
        {"kind": ChangeKind.SYSTEM_STATUS},
        {"kind": ChangeKind.ROLE_TAKEN},
    ],
)
def test_a_change_is_of_one_thing_from_one_state_to_another(ada: Account, wrong: dict[str, Any]):
    with pytest.raises(IntegrityError, match=r"change_is_of_one_thing|held_or_not|something"):
        proposed(ada, **wrong)


# --- Roles -------------------------------------------------------------------------------------


def test_no_role_is_given_or_taken_by_itself(ada: Account):
    account = AccountFactory(roles=[Role.REQUESTER])

    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.create(account=account, role=Role.SUPERVISOR, granted_by=ada)
    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.bulk_create([RoleGrant(account=account, role=Role.SUPERVISOR)])
    with pytest.raises(IntegrityError, match="taken by two administrators"), transaction.atomic():
        account.grants.all().delete()
    with pytest.raises(IntegrityError, match="never turned into another"), transaction.atomic():
        account.grants.update(role=Role.SUPERVISOR)


def test_an_account_with_roles_is_not_deleted_with_them():
    account = AccountFactory(roles=[Role.REQUESTER])

    with pytest.raises(IntegrityError, match="taken by two administrators"), transaction.atomic():
        connection.cursor().execute("DELETE FROM personnel_rolegrant WHERE role = 'requester'")
    with pytest.raises(DatabaseError), transaction.atomic():
        account.delete()


def test_an_approved_change_serves_once():
    account = AccountFactory(roles=[Role.REQUESTER])
    take(account, Role.REQUESTER)

    with pytest.raises(IntegrityError, match="given by two administrators"):
        RoleGrant.objects.create(account=account, role=Role.REQUESTER)


def test_an_open_or_declined_change_gives_nothing(ada: Account, bo: Account):
    change = proposed(ada)
    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.create(account=change.account, role=change.role)
    decide(change, Verdict.DECLINED, bo)

    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.create(account=change.account, role=change.role)


def test_a_role_that_is_not_held_any_more_is_not_taken(ada: Account, bo: Account):
    account = AccountFactory()
    taking = Change(
        kind=ChangeKind.ROLE_TAKEN, account=account, role=Role.EXAMINER, before=True, after=False
    )
    change = proposed(ada, taking)

    with pytest.raises(IntegrityError, match="no longer as it was"):
        decide(change, Verdict.APPROVED, bo)


# --- The first administrators ------------------------------------------------------------------


def administrators() -> set[str]:
    held = Account.objects.filter(grants__role=Role.ADMINISTRATOR)
    return set(held.values_list("username", flat=True))


def test_one_person_makes_the_first_two_administrators_and_no_third():
    for username in ("ada", "bo"):
        Account.objects.create_superuser(username)

    with pytest.raises(ValidationError, match="given by two administrators"):
        Account.objects.create_superuser("eve")

    assert (administrators(), Account.objects.count()) == ({"ada", "bo"}, 2)


def test_three_at_once_are_one_too_many():
    accounts = Account.objects.bulk_create(Account(username=name) for name in ("a", "b", "c"))

    with pytest.raises(IntegrityError, match="given by two administrators"):
        RoleGrant.objects.bulk_create(
            RoleGrant(account=account, role=Role.ADMINISTRATOR) for account in accounts
        )


@pytest.mark.django_db(transaction=True)
def test_of_several_who_make_an_administrator_at_once_two_succeed():
    answers = at_once(
        *(lambda name=name: Account.objects.create_superuser(name) for name in "abcd")
    )

    assert sum(isinstance(answer, ValidationError) for answer in answers) == 2
    assert len(administrators()) == 2


def test_no_other_role_is_made_by_one_person():
    account = AccountFactory()

    with pytest.raises(IntegrityError, match="given by two administrators"):
        RoleGrant.objects.create(account=account, role=Role.POLICY_OFFICER)


def close(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


@pytest.mark.parametrize("before", [0, 1])
def test_closing_the_other_administrators_does_not_open_the_first_days_again(
    ada: Account, bo: Account, before: int
):
    for _ in range(before):
        give(AccountFactory(), Role.EXAMINER)
    close(bo)

    with pytest.raises(ValidationError, match="given by two administrators"):
        Account.objects.create_superuser("eve")


def test_two_administrators_always_remain(ada: Account, bo: Account):
    with pytest.raises(IntegrityError, match="always remain"), transaction.atomic():
        take(bo, Role.ADMINISTRATOR)

    third = AccountFactory(roles=[Role.ADMINISTRATOR])
    take(third, Role.ADMINISTRATOR)

    assert administrators() == {"ada", "bo"}


def test_a_closed_administrator_does_not_count_as_one_who_remains(ada: Account, bo: Account):
    third = AccountFactory(roles=[Role.ADMINISTRATOR])
    close(third)

    with pytest.raises(IntegrityError, match="two administrators always remain"):
        take(bo, Role.ADMINISTRATOR)


# --- Systems -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [SystemStatus.ALLOWED, SystemStatus.RETIRED])
def test_a_system_enters_the_register_as_prohibited(status: SystemStatus):
    system = SystemFactory.build(status=status)

    with pytest.raises(IntegrityError, match="enters the register as prohibited"):
        system.save()


@pytest.mark.parametrize("status", [SystemStatus.PROHIBITED, SystemStatus.RETIRED])
def test_no_status_is_changed_by_itself(status: SystemStatus):
    system = SystemFactory()

    with pytest.raises(IntegrityError, match="changed by two administrators"):
        System.objects.filter(pk=system.pk).update(status=status)


def test_everything_else_of_a_system_is_written_as_before():
    system = SystemFactory()
    system.notes = "Ours."

    system.save()

    assert (System.objects.get().notes, System.objects.get().status) == ("Ours.", "allowed")


def test_an_approved_status_is_written(ada: Account, bo: Account):
    system = SystemFactory()
    change = proposed(ada, status_change(system))

    decide(change, Verdict.APPROVED, bo)

    assert System.objects.get().status == SystemStatus.PROHIBITED


def test_a_status_that_is_not_the_one_before_is_not_changed(ada: Account, bo: Account):
    system = SystemFactory()
    change = proposed(
        ada,
        Change(kind=ChangeKind.SYSTEM_STATUS, system=system, before="retired", after="prohibited"),
    )

    with pytest.raises(IntegrityError, match="no longer as it was"):
        decide(change, Verdict.APPROVED, bo)


def test_an_unverified_system_is_not_allowed_by_two_either(ada: Account, bo: Account):
    change = proposed(ada, status_change(SystemFactory(commercial=True), SystemStatus.ALLOWED))

    with pytest.raises(IntegrityError, match="system_allowed_only_when_verified"):
        decide(change, Verdict.APPROVED, bo)


# --- Settings ----------------------------------------------------------------------------------


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
