"""An office with two services and two detectives, and its auditor."""

import pytest

from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory
from tests.policy.searches.office import Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    office = open_office()
    HostNameFactory(system=office.lacris, domain="facesearch.county.example")
    HostNameFactory(system=office.clearview, domain="clearview.ai")
    for serial in ("31234", "31235"):
        PersonFactory(serial_number=serial)
    return office


@pytest.fixture
def auditor(db: None) -> Account:
    return AccountFactory(roles=[Role.AUDITOR])
