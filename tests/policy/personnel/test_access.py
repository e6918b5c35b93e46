"""Who may open which page."""

import pytest
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from tests.policy.personnel.conftest import SignIn

pytestmark = pytest.mark.django_db

READERS = {Role.POLICY_OFFICER, Role.AUDITOR, Role.OVERSIGHT}
SEE_LISTS = READERS | {Role.SUPERVISOR, Role.ADMINISTRATOR}

PAGES = {
    "personnel:people": ([], SEE_LISTS),
    "personnel:units": ([], SEE_LISTS),
    "personnel:import": (["roster"], {Role.ADMINISTRATOR}),
    "personnel:import_confirm": (["roster"], {Role.ADMINISTRATOR}),
    "systems:list": ([], set(Role)),
}
OPENED = {200, 405}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_to_its_roles_alone(sign_in: SignIn, page: str, role: Role) -> None:
    arguments, roles = PAGES[page]

    status = sign_in(role).get(reverse(page, args=arguments)).status_code

    assert (status in OPENED) == (role in roles)
    assert status in {*OPENED, 403}


@pytest.mark.parametrize("page", PAGES)
def test_who_is_signed_out_is_sent_to_sign_in(client: Client, page: str) -> None:
    url = reverse(page, args=PAGES[page][0])

    response = client.get(url)

    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={url}",
    )


@pytest.mark.parametrize("page", PAGES)
def test_an_account_without_a_role_opens_nothing(sign_in: SignIn, page: str) -> None:
    assert sign_in().get(reverse(page, args=PAGES[page][0])).status_code == 403
