"""Fixtures for every test: a real PostgreSQL, and a real browser where there is one."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from audits.trail.acting import name_process
from tests.harness import databases
from tests.harness.browser import axe, chromium, flaws, page

__all__ = ["axe", "chromium", "django_db_setup", "flaws", "page"]

# The same examples in each run; for others, and more: ARGS="--hypothesis-profile thorough".
settings.register_profile("quick", max_examples=40, derandomize=True, deadline=None)
settings.register_profile("thorough", max_examples=100, deadline=None)
settings.load_profile("quick")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what was imported: it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


# What a test writes by itself, outside of any web request, it writes under this name.
name_process("the tests")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    name = databases.own_name()
    with django_db_blocker.unblock():
        databases.make(name)
    yield
    with django_db_blocker.unblock():
        databases.drop(name)
