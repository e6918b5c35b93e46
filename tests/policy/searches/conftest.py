from collections.abc import Iterator

import pytest
import time_machine

from tests.policy.searches.office import AT, Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


@pytest.fixture
def office_hours() -> Iterator[None]:
    """The clock stands where the office's requests were made."""
    with time_machine.travel(AT):
        yield
