"""Pages opened and read in one line."""

from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.models import Version
from tests.factories.personnel import AccountFactory
from tests.factories.policies import AT

NEXT_DAY = AT + timedelta(days=1)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def as_role(role: Role) -> Client:
    return signed_in(AccountFactory(roles=[role]))


def address(name: str, version: Version) -> str:
    return reverse(f"policies:{name}", args=(version.policy.slug, version.number))


def soup_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(element: Any) -> str:
    return " ".join(element.get_text(" ").split()).replace(" ,", ",")


def page(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return soup_of(response)


def queries_of(client: Client, url: str) -> int:
    """How many queries the page costs; what is made once is made before."""
    page(client, url)
    with CaptureQueriesContext(connection) as queries:
        page(client, url)
    return len(queries)


def errors_of(soup: BeautifulSoup) -> list[str]:
    return [words(item) for item in soup.select(".gh-errors li")]
