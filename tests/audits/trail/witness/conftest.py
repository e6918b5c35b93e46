from collections.abc import Iterator
from itertools import count

import pytest

from tests.audits.trail.log.building import WITNESS
from tests.audits.trail.log.conftest import go_verifier
from tests.audits.trail.witness import running
from tests.audits.trail.witness.logs import Log, log_number
from tests.audits.trail.witness.running import Running

__all__ = ["go_verifier"]

NUMBERS = count()


@pytest.fixture(scope="session")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running.witness(WITNESS, tmp_path_factory.mktemp("witness")) as started:
        yield started


@pytest.fixture
def log() -> Log:
    """One that no witness has seen yet."""
    return log_number(next(NUMBERS))
