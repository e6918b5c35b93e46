"""What changes about an account takes effect at once."""

import pytest
from django.test import Client
from django.urls import reverse

from policy.personnel import actions
from policy.personnel.choices import PersonStatus, Role
from policy.personnel.models import Account
from tests.factories.changes import take
from tests.factories.personnel import AccountFactory
from tests.policy.personnel.conftest import SignIn

pytestmark = pytest.mark.django_db


def is_signed_in(client: Client, account: Account) -> bool:
    """A signed-in person is shown their own page; anyone else is sent to sign in."""
    return client.get(reverse("personnel:person", args=[account.person_id])).status_code == 200


@pytest.fixture
def requester() -> Account:
    return AccountFactory(roles=[Role.REQUESTER])


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.SEPARATED])
def test_the_session_of_one_who_no_longer_serves_ends(
    requester: Account, sign_in: SignIn, status: PersonStatus
) -> None:
    client = sign_in(account=requester)
    assert is_signed_in(client, requester)

    actions.change_status(by=None, person=requester.person, status=status)

    assert not is_signed_in(client, requester)


def test_a_session_that_ended_does_not_come_back(requester: Account, sign_in: SignIn) -> None:
    client = sign_in(account=requester)

    actions.change_status(by=None, person=requester.person, status=PersonStatus.SUSPENDED)
    actions.change_status(by=None, person=requester.person, status=PersonStatus.ACTIVE)
    Account.objects.filter(pk=requester.pk).update(is_active=True)

    assert not is_signed_in(client, requester)


def test_an_account_stays_closed_when_its_person_serves_again(requester: Account) -> None:
    actions.change_status(by=None, person=requester.person, status=PersonStatus.SUSPENDED)
    actions.change_status(by=None, person=requester.person, status=PersonStatus.ACTIVE)

    requester.refresh_from_db()
    assert not requester.is_active


def test_the_session_of_a_closed_account_ends(
    requester: Account, administrator: Account, sign_in: SignIn
) -> None:
    client = sign_in(account=requester)

    actions.close_account(by=administrator, account=requester)

    assert not is_signed_in(client, requester)


def test_sessions_of_others_go_on(requester: Account, sign_in: SignIn) -> None:
    other = AccountFactory(roles=[Role.REQUESTER])
    client = sign_in(account=other)

    actions.change_status(by=None, person=requester.person, status=PersonStatus.SEPARATED)

    assert is_signed_in(client, other)


def test_a_role_that_is_taken_is_gone_at_the_next_request(sign_in: SignIn) -> None:
    officer = AccountFactory(roles=[Role.SUPERVISOR])
    client = sign_in(account=officer)
    assert client.get(reverse("personnel:people")).status_code == 200

    take(officer, Role.SUPERVISOR)

    assert client.get(reverse("personnel:people")).status_code == 403
