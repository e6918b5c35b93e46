from collections.abc import Iterator

import pytest
import time_machine

from tests.policy.policies.views.pages import NEXT_DAY


@pytest.fixture(autouse=True)
def _on_the_next_day() -> Iterator[None]:
    with time_machine.travel(NEXT_DAY, tick=False):
        yield
