from collections.abc import Callable

import pytest
from django.test import Client

from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.factories.personnel import AccountFactory

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A client signed in as the account, or as a new one with the roles."""

    def sign_in(*roles: Role, account: Account | None = None) -> Client:
        client = Client()
        client.force_login(account or AccountFactory(roles=roles))
        return client

    return sign_in


@pytest.fixture
def administrator(db: None) -> Account:
    return AccountFactory(roles=[Role.ADMINISTRATOR])
