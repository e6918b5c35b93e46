"""Proposing and deciding, by the actions."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from policy.changes import actions
from policy.changes.choices import ChangeKind, Verdict
from policy.changes.errors import Conflict
from policy.changes.models import Change
from policy.changes.queries import standings, value_in_force, waiting_for
from policy.changes.settings import SETTINGS
from policy.personnel.actions import hand_out_password
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.systems.choices import SystemStatus
from policy.systems.models import System
from tests.factories.changes import give, set_status
from tests.factories.personnel import AccountFactory
from tests.factories.systems import SystemFactory
from tests.harness.threads import at_once
from tests.policy.changes.conftest import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)
WHY = "The captain asks for it."
SIMILARITY = SETTINGS["lowest_similarity"]
LEADS = SETTINGS["keep_leads"]


def propose_role(by: Account, account: Account | None = None, **options: object) -> Change:
    options = {"role": Role.EXAMINER, "given": True, "reason": WHY, "at": AT, **options}
    return actions.propose_role(account=account or AccountFactory(), by=by, **options)


def propose_status(by: Account, system: System, status: SystemStatus) -> Change:
    return actions.propose_status(system=system, status=status, reason=WHY, by=by, at=AT)


def propose_setting(by: Account, setting: object, value: object, **options: object) -> Change:
    options = {"reason": WHY, "at": AT, **options}
    number = None if value is None else Decimal(str(value))
    return actions.propose_setting(setting=setting, value=number, by=by, **options)


def reload(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


# --- Roles -------------------------------------------------------------------------------------


def test_a_role_is_given_once_another_administrator_approves(ada: Account, bo: Account):
    account = AccountFactory()
    change = propose_role(ada, account)
    before = reload(account).roles

    approved = actions.approve(change=change, by=bo, at=LATER, reason="Checked.")

    assert (before, reload(account).roles) == (frozenset(), {Role.EXAMINER})
    assert (approved.verdict, approved.decided_by, approved.decision_reason) == (
        Verdict.APPROVED,
        bo,
        "Checked.",
    )


def test_a_role_is_taken_once_another_administrator_approves(ada: Account, bo: Account):
    account = AccountFactory(roles=[Role.EXAMINER, Role.REQUESTER])
    change = propose_role(ada, account, given=False)

    actions.approve(change=change, by=bo, at=LATER)

    assert reload(account).roles == {Role.REQUESTER}


@pytest.mark.parametrize("act", [actions.approve, actions.decline])
def test_nobody_decides_on_their_own_proposal(ada: Account, act: Callable[..., Change]):
    change = propose_role(ada)

    with pytest.raises(PermissionDenied, match="Nobody decides on what they proposed"):
        act(change=change, by=ada, at=LATER, reason="Mine.")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_proposes_or_decides(ada: Account, role: Role):
    other = AccountFactory(roles=[role])
    change = propose_role(ada)

    with pytest.raises(PermissionDenied, match="needs the role: Administrator"):
        propose_role(other)
    for act in (actions.approve, actions.decline):
        with pytest.raises(PermissionDenied, match="needs the role: Administrator"):
            act(change=change, by=other, at=LATER, reason="No.")


def test_a_declined_change_changes_nothing_and_its_proposer_is_told(ada: Account, bo: Account):
    account = AccountFactory(person=None, username="cy")
    change = propose_role(ada, account)

    actions.decline(change=change, by=bo, at=LATER, reason=" Not trained. ")

    assert reload(account).roles == frozenset()
    assert Change.objects.get(pk=change.pk).decision_reason == "Not trained."
    assert [notice.text for notice in ada.notices.all()] == ["Declined: Give cy the role Examiner."]


def test_declining_has_a_reason(ada: Account, bo: Account):
    change = propose_role(ada)

    with pytest.raises(ValidationError, match="Give the reason for declining"):
        actions.decline(change=change, by=bo, at=LATER, reason=" ")


def test_a_proposal_has_a_reason(ada: Account):
    with pytest.raises(ValidationError, match="Give the reason"):
        propose_role(ada, reason=" \n")


def test_only_who_proposed_takes_back(ada: Account, bo: Account):
    change = propose_role(ada)
    with pytest.raises(PermissionDenied, match="Only who proposed it takes it back"):
        actions.take_back(change=change, by=bo, at=LATER)

    actions.take_back(change=change, by=ada, at=LATER)

    assert Change.objects.get(pk=change.pk).verdict == Verdict.TAKEN_BACK


@pytest.mark.parametrize("act", [actions.approve, actions.decline, actions.take_back])
def test_what_is_decided_is_not_decided_again(
    ada: Account, bo: Account, act: Callable[..., Change]
):
    change = propose_role(ada)
    actions.decline(change=change, by=bo, at=LATER, reason="No.")

    with pytest.raises(Conflict, match="It was decided meanwhile: declined, by bo"):
        act(change=change, by=ada if act is actions.take_back else bo, at=LATER, reason="No.")


@pytest.mark.parametrize(("held", "given"), [(True, True), (False, False)])
def test_what_is_so_already_is_not_proposed(ada: Account, held: bool, given: bool):
    account = AccountFactory(roles=[Role.EXAMINER] if held else [])

    with pytest.raises(ValidationError, match=r"already|does not hold"):
        propose_role(ada, account, given=given)


def test_the_same_is_proposed_once_at_a_time(ada: Account, bo: Account):
    change = propose_role(ada)

    with pytest.raises(Conflict, match="This waits already"):
        propose_role(bo, change.account)


@pytest.mark.parametrize(
    ("held", "given", "apart"),
    [
        (Role.REQUESTER, Role.AUDITOR, "Auditor"),
        (Role.OVERSIGHT, Role.REQUESTER, "Oversight"),
        (Role.ADMINISTRATOR, Role.EXAMINER, "Administrator"),
    ],
)
def test_roles_kept_apart_are_not_proposed_together(
    ada: Account, held: Role, given: Role, apart: str
):
    account = AccountFactory(roles=[held])

    with pytest.raises(PermissionDenied, match=f"the role {apart}.* is held alone"):
        propose_role(ada, account, role=given)


def test_a_role_kept_apart_waits_until_the_other_is_taken(ada: Account, bo: Account):
    account = AccountFactory(roles=[Role.REQUESTER])
    taking = propose_role(ada, account, role=Role.REQUESTER, given=False)
    giving = propose_role(ada, account, role=Role.AUDITOR)

    with pytest.raises(PermissionDenied, match="held alone"):
        actions.approve(change=giving, by=bo, at=LATER)
    for change in (taking, giving):
        actions.approve(change=change, by=bo, at=LATER)

    assert reload(account).roles == {Role.AUDITOR}


def test_what_became_so_meanwhile_is_a_conflict(ada: Account, bo: Account):
    change = Change.objects.create(
        kind=ChangeKind.SETTING,
        setting="keep_leads",
        before=1000,
        after=730,
        reason=WHY,
        proposed_by=ada,
        proposed_at=AT,
    )

    with pytest.raises(Conflict, match="no longer as it was"):
        actions.approve(change=change, by=bo, at=LATER)


def test_what_a_former_administrator_proposed_is_not_approved(ada: Account, bo: Account):
    change = propose_role(ada)
    Account.objects.filter(pk=ada.pk).update(is_active=False)

    with pytest.raises(PermissionDenied, match="is no administrator any more"):
        actions.approve(change=change, by=bo, at=LATER)


def test_two_administrators_always_remain(ada: Account, bo: Account):
    with pytest.raises(PermissionDenied, match="Two administrators always remain"):
        propose_role(ada, bo, role=Role.ADMINISTRATOR, given=False)

    third = AccountFactory(roles=[Role.ADMINISTRATOR])
    change = propose_role(third, third, role=Role.ADMINISTRATOR, given=False)
    actions.approve(change=change, by=bo, at=LATER)

    assert reload(third).roles == frozenset()


def test_nobody_with_a_password_that_another_knows_becomes_administrator(ada: Account):
    account = AccountFactory()
    hand_out_password(by=ada, account=account, password="a phrase of two", at=AT)

    with pytest.raises(PermissionDenied, match="first has to replace the password"):
        propose_role(ada, account, role=Role.ADMINISTRATOR)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_decides(ada: Account, bo: Account):
    third = AccountFactory(roles=[Role.ADMINISTRATOR])
    change = propose_role(ada)

    answers = at_once(
        lambda: actions.approve(change=change, by=bo, at=LATER),
        lambda: actions.decline(change=change, by=third, at=LATER, reason="No."),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Change", "Conflict"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_propose_the_same_at_once_one_proposes(ada: Account, bo: Account):
    account = AccountFactory()

    answers = at_once(*(lambda by=by: propose_role(by, account) for by in (ada, bo)))

    assert sorted(type(answer).__name__ for answer in answers) == ["Change", "Conflict"]


# --- Systems -----------------------------------------------------------------------------------


def test_a_status_is_changed_once_another_administrator_approves(ada: Account, bo: Account):
    system = SystemFactory()
    change = propose_status(ada, system, SystemStatus.RETIRED)

    actions.approve(change=change, by=bo, at=LATER)

    assert System.objects.get().status == SystemStatus.RETIRED


def test_only_a_verified_system_is_proposed_to_be_allowed(ada: Account):
    with pytest.raises(PermissionDenied, match="only after the department has verified"):
        propose_status(ada, SystemFactory(commercial=True), SystemStatus.ALLOWED)


def test_a_system_that_lost_its_verification_is_not_allowed(ada: Account, bo: Account):
    system = SystemFactory()
    set_status(system, SystemStatus.PROHIBITED)
    change = propose_status(ada, system, SystemStatus.ALLOWED)
    System.objects.update(verified_on=None)

    with pytest.raises(PermissionDenied, match="only after the department has verified"):
        actions.approve(change=change, by=bo, at=LATER)


def test_the_status_that_it_has_is_not_proposed(ada: Account):
    system = SystemFactory()

    with pytest.raises(ValidationError, match=f"{system} is allowed already"):
        propose_status(ada, system, SystemStatus.ALLOWED)


# --- Settings ----------------------------------------------------------------------------------


def test_a_setting_is_what_ships_until_two_change_it(ada: Account, bo: Account):
    change = propose_setting(ada, LEADS, 730)
    before = value_in_force("keep_leads", at=LATER)

    actions.approve(change=change, by=bo, at=LATER)

    at = {"before": LATER - timedelta(seconds=1), "from then on": LATER}
    assert before == LEADS.default
    assert {words: value_in_force("keep_leads", at=moment) for words, moment in at.items()} == {
        "before": LEADS.default,
        "from then on": 730,
    }


def test_a_system_has_its_own_value_until_it_gives_it_up(ada: Account, bo: Account):
    system, other = SystemFactory(), SystemFactory()
    gets = propose_setting(ada, SIMILARITY, 92.5, system=system)
    actions.approve(change=gets, by=bo, at=LATER)
    gives_up = propose_setting(ada, SIMILARITY, None, system=system, at=LATER)
    later = LATER + timedelta(hours=1)
    actions.approve(change=gives_up, by=bo, at=later)

    values = [
        value_in_force("lowest_similarity", of, at=at)
        for of, at in [(system, LATER), (other, LATER), (None, LATER), (system, later)]
    ]

    assert values == [Decimal("92.5"), 80, 80, 80]
    assert (gives_up.before_in_words, gives_up.after_in_words) == ("92.5 %", "as the department's")


@pytest.mark.parametrize(
    ("setting", "value", "system", "said"),
    [
        (LEADS, 364, False, "Expected 365 days to 18250 days"),
        (LEADS, 18251, False, "Expected 365 days to 18250 days"),
        (LEADS, 400.5, False, "Give a whole number of days"),
        (LEADS, None, False, "Give a value"),
        (LEADS, 400, True, "This is set for the whole department"),
        (LEADS, LEADS.default, False, "This is what it is set to already"),
        (SIMILARITY, 100.5, False, "Expected 0 % to 100 %"),
        (SIMILARITY, None, True, "This is what it is set to already"),
    ],
)
def test_a_wrong_value_is_not_proposed(
    ada: Account, setting: object, value: object, system: bool, said: str
):
    with pytest.raises(ValidationError, match=said):
        propose_setting(ada, setting, value, system=SystemFactory() if system else None)


def test_settings_stand_with_their_change(ada: Account, bo: Account):
    system = SystemFactory(name="LACRIS")
    for_system = propose_setting(ada, SIMILARITY, 95, system=system)
    for_leads = propose_setting(ada, LEADS, 730)
    for change in (for_system, for_leads):
        actions.approve(change=change, by=bo, at=LATER)

    stand = {
        (each.setting.name, str(each.system or "")): (each.words, each.since, each.change)
        for each in standings(LATER)
        if each.change or each.setting == SIMILARITY
    }

    assert stand == {
        ("lowest_similarity", ""): ("80 %", None, None),
        ("lowest_similarity", "LACRIS"): ("95 %", LATER, for_system),
        ("keep_leads", ""): ("730 days", LATER, for_leads),
    }


# --- Who is waited for -------------------------------------------------------------------------


def test_a_proposal_waits_for_the_other_administrators_alone(ada: Account, bo: Account):
    change = propose_role(ada)
    officer = AccountFactory(roles=[Role.POLICY_OFFICER])

    waits = [list(waiting_for(account)) for account in (ada, bo, officer)]

    assert waits == [[], [change], []]


def test_a_change_is_told_as_a_sentence(ada: Account):
    cy = AccountFactory(person=None, username="cy")
    give(cy, Role.REQUESTER)
    lacris = SystemFactory(name="LACRIS")

    told = [
        str(change)
        for change in (
            propose_role(ada, cy),
            propose_role(ada, cy, role=Role.REQUESTER, given=False),
            propose_status(ada, lacris, SystemStatus.PROHIBITED),
            propose_setting(ada, LEADS, 730),
            propose_setting(ada, SIMILARITY, 95, system=lacris),
        )
    ]

    assert told == [
        "Give cy the role Examiner",
        "Take the role Requester from cy",
        "Change the status of LACRIS to prohibited",
        "Set the retention of leads: 730 days",
        "Set the lowest similarity score for LACRIS: 95 %",
    ]
    assert {change.kind for change in Change.objects.all()} == set(ChangeKind)
