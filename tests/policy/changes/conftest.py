from datetime import UTC, datetime

import pytest

from policy.personnel.models import Account
from tests.factories.changes import standing_administrators

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def ada(db: None) -> Account:
    """One of two administrators."""
    return _known_as(standing_administrators()[0], "ada")


@pytest.fixture
def bo(ada: Account) -> Account:
    """The other one."""
    return _known_as(standing_administrators()[1], "bo")


def _known_as(account: Account, username: str) -> Account:
    account.username = username
    account.save(update_fields=["username"])
    return account
