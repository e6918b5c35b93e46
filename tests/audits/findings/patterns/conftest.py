"""Rows that the trail records, which no trigger of the policy wing checks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from policy.searches.choices import Verdict
from policy.searches.models import Approval, Run, SearchRequest
from tests.audits.findings.patterns.writing import NOON, SECOND, trained
from tests.factories.personnel import PersonFactory


@pytest.fixture
def tiles(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for the log that the test publishes."""
    folder = tmp_path / "tiles"
    storage = {**settings.STORAGES["tiles"], "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "tiles": storage}
    return folder


@pytest.fixture
def unchecked(db: None) -> None:
    """Only what records is left of the triggers, until the test rolls back."""
    with connection.cursor() as cursor:
        for table in ("searches_approval", "searches_run"):
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass"
                " AND tgname ~ '^pgtrigger_(approval_by_chain|run_by_another)'",
                [table],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')


@pytest.fixture
def recorded_run(unchecked: None) -> Callable[[SearchRequest], Run]:
    def run(request: SearchRequest) -> Run:
        operator = trained(for_examiners=True)
        return Run.objects.create(
            request=request, system=request.system, operator=operator, started_at=NOON
        )

    return run


@pytest.fixture
def recorded_approval(unchecked: None) -> Callable[[SearchRequest], Approval]:
    """It says that it was given a second before the run began."""

    def approve(request: SearchRequest) -> Approval:
        return Approval.objects.create(
            request=request,
            version=1,
            approver=PersonFactory(),
            verdict=Verdict.APPROVED,
            at=NOON - SECOND,
        )

    return approve
