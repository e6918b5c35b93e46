import pytest

from tests.audits.findings.cases import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()
