import pytest

from tests.policy.searches.office import Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    return open_office()
