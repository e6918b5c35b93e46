"""The trail reads as prose."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.trail.models import Position
from audits.trail.recording.events import tell
from audits.trail.wording import Names, Told, read_all, sentence
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches import actions
from policy.searches.choices import State
from policy.systems.choices import SystemStatus
from policy.systems.models import System
from tests.audits.trail.sealing import acting, acts_told, seal, told
from tests.factories.changes import give, set_status, take
from tests.factories.personnel import AccountFactory
from tests.factories.systems import SystemFactory
from tests.policy.searches.office import AT, Office, draft, fresh, open_office, request_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiles")]


@pytest.fixture
def office() -> Office:
    return open_office()


@pytest.fixture
def admin() -> Account:
    return AccountFactory(roles=[Role.ADMINISTRATOR], person=None, username="admin")


def test_each_click_is_one_act_that_says_who_did_what_with_which_version(office: Office):
    request = draft(office)
    with acting(office.requester):
        actions.submit(request=request, by=office.requester, at=AT)
    with acting(office.supervisor):
        actions.approve(request=fresh(request), by=office.supervisor, at=AT, version=1)
    seal()

    who, approver, number = office.requester.person, office.supervisor.person, fresh(request)
    assert acts_told(account_id__in=[office.requester.pk, office.supervisor.pk]) == [
        f"{who} submitted request {number}, version 1.",
        f"{approver} approved request {number}, version 1, for 72 hours.",
    ]


def test_refused_submission_says_that_the_policy_refused(office: Office):
    request = draft(office, system=office.clearview)
    with acting(office.requester):
        actions.submit(request=request, by=office.requester, at=AT)
    seal()

    assert told(kind="searches.Step", request_id=request.pk)[-1] == (
        f"{office.requester.person} submitted request {fresh(request)}, version 1,"
        " which the policy refused"
    )


def test_step_that_another_recorded_names_both(office: Office):
    request = request_in(State.IN_APPROVAL, office)
    seal()

    assert told(kind="searches.Step", request_id=request.pk)[-1] == (
        f"{office.requester.person}, recorded by the tests, submitted request {request}, version 1"
    )


def test_request_that_is_approved_says_until_when(office: Office):
    request = request_in(State.APPROVED, office)
    seal()

    (moved,) = [words for words in told(kind="searches.SearchRequest") if "to Approved" in words]
    assert moved == (
        f"the tests moved request {request} from In approval to Approved"
        " until March 5, 2026, 10 a.m."
    )


def test_role_is_given_to_somebody_and_taken_from_them(admin: Account):
    account = AccountFactory(roles=[])
    with acting(admin):
        give(account, Role.SUPERVISOR)
        take(account, Role.SUPERVISOR)
    seal()

    assert told(kind="personnel.RoleGrant", account_id=admin.pk) == [
        f"admin gave the role Supervisor to {account.person}",
        f"admin took the role Supervisor from {account.person}",
    ]


def test_one_change_is_told_in_the_words_of_the_model(admin: Account):
    system = SystemFactory(name="LACRIS")
    with acting(admin):
        set_status(system, SystemStatus.RETIRED)
    seal()

    (words,) = told(kind="systems.System", account_id=admin.pk)
    assert words == "admin changed the status of the system LACRIS from allowed to retired"


def test_several_changes_are_told_after_one_another(admin: Account):
    system = SystemFactory(name="LACRIS", algorithm="ROC 1", vendor="DataWorks Plus", notes="")
    with acting(admin):
        System.objects.filter(pk=system.pk).update(algorithm="ROC 2", vendor="NEC", notes="Moved.")
    seal()

    (words,) = told(kind="systems.System", account_id=admin.pk)
    assert words == (
        "admin changed the system LACRIS: algorithm from ROC 1 to ROC 2; notes set to Moved.;"
        " vendor from DataWorks Plus to NEC"
    )


def test_secret_is_said_to_have_changed_and_never_shown(admin: Account):
    account = AccountFactory(username="ana")
    with acting(admin):
        account.set_password("a long and private phrase")
        account.save()
    seal()

    words = told(kind="personnel.Account", verb="update", account_id=admin.pk)
    assert words == [f"admin changed the password of {account.person}"]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"verb": "signed_in", "kind": "personnel.Account"}, "admin signed in"),
        ({"verb": "signed_out", "kind": "personnel.Account"}, "admin signed out"),
        (
            {"verb": "sign_in_refused", "kind": "personnel.Account", "details": {"user_name": "x"}},
            "A sign-in as x was refused",
        ),
        ({"verb": "refused", "kind": "page", "key": "/reports/"}, "admin was refused /reports/"),
        ({"verb": "viewed", "kind": "trail.Entry", "key": 7}, "admin read entry 7 of the trail"),
        (
            {"verb": "searched", "kind": "trail.Entry", "details": {"who": "31415", "words": "x"}},
            "admin searched the trail for who acted “31415”, words “x”",
        ),
        ({"verb": "viewed", "kind": "past.Thing", "key": 7}, "admin viewed the past.Thing no. 7"),
        ({"verb": "blew", "kind": "past.Thing", "key": 7}, "admin: “blew” of the past.Thing no. 7"),
    ],
)
def test_events_of_the_web(admin: Account, event: dict, expected: str):
    with acting(admin):
        tell(**event)
    seal()

    assert told(account_id=admin.pk) == [expected]


def test_record_that_is_gone_is_told_by_its_key(office: Office, admin: Account):
    with acting(admin):
        tell("viewed", kind="searches.SearchRequest", key=999, request=999)
    seal()

    assert told(account_id=admin.pk) == ["admin viewed request no. 999"]


def test_names_of_a_page_take_one_query_whatever_is_on_it(office: Office):
    request_in(State.CLOSED, office)
    seal()
    entries = read_all(Position.objects.select_related("entry"))

    with CaptureQueriesContext(connection) as few:
        Names(entries[:1])
    with CaptureQueriesContext(connection) as many:
        Names(entries)

    assert (len(few), len(many)) == (1, 1)


def test_every_entry_of_a_whole_life_can_be_told(office: Office):
    request_in(State.CLOSED, office)
    seal()

    words = told()

    assert len(words) == Position.objects.count()
    assert all(words)


def test_sealed_content_leaves_what_the_entry_itself_says():
    entry = {
        "actor": "Ana",
        "kind": "searches.SearchRequest",
        "key": "5",
        "verb": "update",
        "account": None,
        "request": "5",
        "person": None,
        "web": None,
    }
    sealed = Told(3, AT - timedelta(days=1), 9, entry, None)

    assert sentence(sealed, Names([sealed])) == "Ana changed the search request no. 5"
