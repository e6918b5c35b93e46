from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def tiles(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for the log that the test publishes."""
    folder = tmp_path / "tiles"
    storage = {**settings.STORAGES["tiles"], "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "tiles": storage}
    return folder
