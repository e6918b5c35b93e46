from datetime import date

import pytest

from config.demo.logs.writing import write_logs
from tests.config.demo.logs.reading import Logs

SEED, LINES, UNTIL = 7, 20_000, date(2020, 11, 13)


@pytest.fixture(scope="session")
def logs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("logs") / "demo"
    write_logs(folder, seed=SEED, lines=LINES, until=UNTIL)
    return Logs(folder)
