import pytest

from tests.audits.discovery.network import Network, looked_at


@pytest.fixture
def network(db: None, tmp_path) -> Network:
    return looked_at(tmp_path / "logs")
