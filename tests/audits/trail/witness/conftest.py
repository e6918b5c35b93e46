from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_django import Settings

from audits.trail.sequencing.witnesses import posting
from tests.audits.trail.log.building import WITNESS
from tests.audits.trail.witness import running
from tests.audits.trail.witness.logs import Log, log_number
from tests.audits.trail.witness.running import Running
from tests.audits.trail.witness.trails import Trail

NUMBERS = count()


@pytest.fixture(scope="session")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running.witness(WITNESS, tmp_path_factory.mktemp("witness")) as started:
        yield started


@pytest.fixture
def log() -> Log:
    """One that no witness has seen yet."""
    return log_number(next(NUMBERS))


@pytest.fixture
def trail(db: None, log: Log, settings: Settings, tmp_path: Path) -> Trail:
    """The trail of this database under the name and the key of that log, published in a folder."""
    settings.TRAIL_ORIGIN = log.name
    published = settings.STORAGES["tiles"] | {"OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"tiles": published}
    return Trail(log)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.2)
