"""A password that an administrator set is known to two: its person chooses another first."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from policy.personnel import actions
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.factories.personnel import PASSWORD, AccountFactory, PersonFactory
from tests.policy.personnel.conftest import SignIn

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 6, 15, 18, tzinfo=UTC)
HANDED_OUT = "a phrase that two people know"
OWN = "a phrase of my own choosing"
CHANGE = reverse("account_change_password")


@pytest.fixture
def supervisor() -> Account:
    return AccountFactory(username="sam", roles=[Role.SUPERVISOR])


def handed_out(client: Client, account: Account, password: str = HANDED_OUT) -> None:
    client.post(
        reverse("admin:auth_user_password_change", args=[account.pk]),
        {"usable_password": "true", "password1": password, "password2": password},
    )
    account.refresh_from_db()


def standing(account: Account) -> tuple[Account | None, datetime | None, bool]:
    account.refresh_from_db()
    return account.password_set_by, account.password_set_at, account.password_is_temporary


@time_machine.travel(NOW, tick=False)
def test_a_password_that_an_administrator_set_is_temporary(
    administrator: Account, sign_in: SignIn, supervisor: Account
) -> None:
    handed_out(sign_in(account=administrator), supervisor)

    assert supervisor.check_password(HANDED_OUT)
    assert standing(supervisor) == (administrator, NOW, True)


@time_machine.travel(NOW, tick=False)
def test_the_password_of_a_new_account_is_temporary(
    administrator: Account, sign_in: SignIn
) -> None:
    sign_in(account=administrator).post(
        reverse("admin:personnel_account_add"),
        {
            "username": "ada",
            "usable_password": "true",
            "password1": HANDED_OUT,
            "password2": HANDED_OUT,
            "person": PersonFactory().pk,
            "grants-TOTAL_FORMS": "0",
            "grants-INITIAL_FORMS": "0",
        },
    )

    account = Account.objects.get(username="ada")
    assert account.check_password(HANDED_OUT)
    assert standing(account) == (administrator, NOW, True)


@time_machine.travel(NOW, tick=False)
def test_an_administrator_who_sets_their_own_knows_it_alone(
    administrator: Account, sign_in: SignIn
) -> None:
    handed_out(sign_in(account=administrator), administrator)

    assert standing(administrator) == (administrator, NOW, False)


def test_the_first_administrator_chose_their_own() -> None:
    account = Account.objects.create_superuser("root", OWN)

    assert not account.password_is_temporary


@pytest.fixture
def handed(supervisor: Account, administrator: Account, sign_in: SignIn) -> Client:
    """The supervisor, signed in with a password that an administrator set at noon."""
    actions.hand_out_password(by=administrator, account=supervisor, password=HANDED_OUT, at=NOW)
    return sign_in(account=supervisor)


@pytest.mark.parametrize(
    "address", ["home", "personnel:people", "searches:list", "policies:in_force", "mfa_index"]
)
def test_nothing_opens_with_a_temporary_password(handed: Client, address: str) -> None:
    answer = handed.get(reverse(address))

    assert (answer.status_code, answer.headers["Location"]) == (302, CHANGE)


def test_nothing_is_sent_with_a_temporary_password(handed: Client) -> None:
    answer = handed.post(reverse("searches:approve", args=[1]), {"version": "1"})

    assert (answer.status_code, answer.headers["Location"]) == (302, CHANGE)


def test_the_admins_own_page_for_passwords_is_no_way_around(sign_in: SignIn) -> None:
    account = AccountFactory(roles=[Role.ADMINISTRATOR])
    actions.hand_out_password(by=None, account=account, password=HANDED_OUT, at=NOW)

    answer = sign_in(account=account).get(reverse("admin:password_change"))

    assert (answer.status_code, answer.headers["Location"]) == (302, CHANGE)


def test_the_person_is_told_who_set_it_and_when(handed: Client, administrator: Account) -> None:
    page = BeautifulSoup(handed.get(CHANGE).content, "html.parser")

    told = " ".join(page.select_one(".usa-alert--warning").get_text(" ").split())
    assert told == (
        f"Your password is temporary {administrator.display_name} set it on June 15, 2024, 11 a.m. "
        "and knows it. Choose one that only you know: nothing else opens before. If you did not "
        "ask for it, tell the policy office."
    )


def change(client: Client, new: str, old: str = HANDED_OUT) -> object:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


@time_machine.travel(NOW, tick=False)
def test_everything_opens_once_the_person_has_chosen(handed: Client, supervisor: Account) -> None:
    answer = change(handed, OWN)

    assert answer.headers["Location"] == reverse("home")
    assert handed.get(reverse("personnel:people")).status_code == 200
    assert standing(supervisor) == (supervisor, NOW, False)
    assert supervisor.check_password(OWN)


def test_the_temporary_password_is_not_chosen_again(handed: Client, supervisor: Account) -> None:
    answer = change(handed, HANDED_OUT)

    assert "This is the password you have. Choose another." in answer.content.decode()
    assert standing(supervisor)[2]


def test_who_has_a_password_of_their_own_is_not_stopped(
    supervisor: Account, sign_in: SignIn
) -> None:
    client = sign_in(account=supervisor)

    assert client.get(reverse("personnel:people")).status_code == 200
    assert "Your password is temporary" not in client.get(CHANGE).content.decode()


def test_one_signs_out_with_a_temporary_password(handed: Client) -> None:
    assert handed.get(reverse("account_logout")).status_code == 200


PAGES: list[Callable[[Account], str]] = [
    lambda account: reverse("admin:auth_user_password_change", args=[account.pk]),
    lambda account: reverse("admin:personnel_account_add"),
]


@pytest.mark.parametrize("page", PAGES)
def test_the_admin_says_that_the_password_is_temporary(
    administrator: Account, sign_in: SignIn, supervisor: Account, page: Callable[[Account], str]
) -> None:
    content = sign_in(account=administrator).get(page(supervisor)).content.decode()

    assert "Temporary: at the next sign-in its person is told who set it and when" in content


def test_the_admin_shows_who_set_the_password(
    administrator: Account, sign_in: SignIn, supervisor: Account
) -> None:
    actions.hand_out_password(by=administrator, account=supervisor, password=HANDED_OUT, at=NOW)

    url = reverse("admin:personnel_account_change", args=[supervisor.pk])
    page = BeautifulSoup(sign_in(account=administrator).get(url).content, "html.parser")

    assert page.select_one(".field-password_set_by .readonly").get_text(strip=True) == str(
        administrator
    )


def test_no_password_is_none_to_replace(
    administrator: Account, sign_in: SignIn, supervisor: Account
) -> None:
    sign_in(account=administrator).post(
        reverse("admin:auth_user_password_change", args=[supervisor.pk]),
        {"usable_password": "false", "unset-password": "yes", "password1": "", "password2": ""},
    )

    supervisor.refresh_from_db()
    assert not supervisor.has_usable_password()


def test_only_an_administrator_hands_out_a_password(supervisor: Account) -> None:
    officer = AccountFactory(roles=[Role.POLICY_OFFICER])

    with pytest.raises(PermissionDenied):
        actions.hand_out_password(by=officer, account=supervisor, password=OWN, at=NOW)

    assert Account.objects.get(pk=supervisor.pk).check_password(PASSWORD)


def test_no_administrator_sets_the_password_of_another(
    administrator: Account, sign_in: SignIn
) -> None:
    other = AccountFactory(roles=[Role.ADMINISTRATOR])
    page = reverse("admin:auth_user_password_change", args=[other.pk])
    client = sign_in(account=administrator)

    answers = [client.get(page), client.post(page, {"usable_password": "false"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "No administrator sets the password of another" in answers[0].content.decode()
    other.refresh_from_db()
    assert other.check_password(PASSWORD)


def test_an_administrator_who_lost_it_gets_one_at_the_server(administrator: Account) -> None:
    actions.hand_out_password(by=None, account=administrator, password=HANDED_OUT, at=NOW)

    assert standing(administrator) == (None, NOW, True)
