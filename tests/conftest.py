"""Fixtures for every test: a real PostgreSQL, and a real browser where there is one."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from audits.trail.acting import name_process
from tests.harness import databases
from tests.harness.browser import axe, chromium, page

__all__ = ["axe", "chromium", "django_db_setup", "page"]

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
