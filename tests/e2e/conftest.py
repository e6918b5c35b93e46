"""The demonstration, and someone in front of the browser."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from config.demo.loading import load_demo
from tests.e2e.visiting import Visitor


@pytest.fixture
def department(transactional_db: None) -> None:
    load_demo(seed=1, at=timezone.now(), past=3, evasions=False, audited=False)


@pytest.fixture
def visitor(page: Page, tmp_path: Path) -> Visitor:
    return Visitor(page, tmp_path)
