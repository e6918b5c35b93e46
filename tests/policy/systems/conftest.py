import pytest
from django.test import Client

from policy.personnel.choices import Role
from tests.factories.personnel import AccountFactory


@pytest.fixture
def requester(db: None) -> Client:
    client = Client()
    client.force_login(AccountFactory(roles=[Role.REQUESTER]))
    return client


@pytest.fixture
def administrator(db: None) -> Client:
    client = Client()
    client.force_login(AccountFactory(roles=[Role.ADMINISTRATOR]))
    return client
