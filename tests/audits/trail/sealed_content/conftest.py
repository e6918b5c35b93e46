from datetime import UTC, date, datetime
from typing import Any

import pytest

from audits.trail import actions
from audits.trail.log.keys import Signer
from audits.trail.models import SealingOrder
from audits.trail.queries.sealing import Scope
from audits.trail.sequencing.placing import place
from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from tests.audits.trail.sealing import KEY
from tests.factories.changes import standing_administrators
from tests.policy.searches.office import Office, open_office, submitted

AT = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
PACKS = ("lapd-policy-2021",)
ORDER = {
    "authority": "Superior Court of California, County of Los Angeles",
    "order_number": "JV-26-0815",
    "ordered_on": date(2026, 3, 9),
    "reason": "Juvenile record expunged.",
}


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


@pytest.fixture
def office(db: None) -> Office:
    return open_office(PACKS)


@pytest.fixture
def key() -> Signer:
    return KEY


@pytest.fixture
def search(office: Office, key: Signer) -> SearchRequest:
    """A submitted request, everything of which has its place in the trail."""
    search = submitted(office)
    place_all(key)
    return search


def place_all(key: Signer) -> None:
    while place(signers=[key], at=AT):
        pass


def proposed(by: Account, search: SearchRequest | None = None, **told: Any) -> SealingOrder:
    scope = told.pop("scope", None) or Scope(request=search)
    return actions.propose_sealing(**{"scope": scope, "by": by, "at": AT, **ORDER, **told})
