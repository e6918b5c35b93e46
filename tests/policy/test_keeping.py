"""No statement empties a table whose rows are kept, and no setting puts a trigger to sleep."""

import re

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from policy.keeping import close_the_way_around
from policy.personnel.models import Certificate
from tests.factories.personnel import CertificateFactory

pytestmark = pytest.mark.django_db


def triggers_of(model):
    return getattr(model._meta, "triggers", ())


KEPT = [
    model
    for model in apps.get_models()
    if any(trigger.name == "never_emptied" for trigger in triggers_of(model))
]
TABLES = sorted(model._meta.db_table for model in KEPT)


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_a_kept_table_is_never_emptied(table: str) -> None:
    with pytest.raises(IntegrityError, match="are kept: the table is never emptied"):
        sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", ["searches_step", "searches_closing", "reports_report"])
def test_a_kept_table_that_nothing_refers_to_is_never_emptied(table: str) -> None:
    with pytest.raises(IntegrityError, match="are kept: the table is never emptied"):
        sql(f"TRUNCATE {table}")


def test_emptying_what_the_kept_tables_refer_to_is_refused_as_well() -> None:
    for table in ("systems_system", "personnel_unit", "personnel_rank", "personnel_course"):
        with pytest.raises(IntegrityError, match="are kept: the table is never emptied"):
            sql(f"TRUNCATE {table} CASCADE")


def test_every_table_that_a_trigger_protects_from_deletion_is_kept() -> None:
    protected = {
        model._meta.db_table
        for model in apps.get_models()
        for trigger in triggers_of(model)
        if re.search("DELETE", str(trigger.operation)) and trigger.name != "recorded"
    }

    assert protected - set(TABLES) == set()


@pytest.fixture
def trigger() -> str:
    """The name of a trigger of certificates, as the database has it."""
    return next(
        trigger.get_pgid(Certificate)
        for trigger in Certificate._meta.triggers
        if trigger.name == "certificate_kept"
    )


def test_no_setting_of_a_session_puts_a_trigger_to_sleep(trigger: str) -> None:
    certificate = CertificateFactory()

    with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
        sql(f"SET LOCAL pgtrigger.ignore = '{{{trigger}}}'")
        certificate.delete()


def test_the_way_around_is_closed_again_after_a_migration_that_opened_it(trigger: str) -> None:
    certificate = CertificateFactory()
    pgtrigger.install("personnel.Certificate:certificate_kept")

    close_the_way_around()

    with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
        sql(f"SET LOCAL pgtrigger.ignore = '{{{trigger}}}'")
        certificate.delete()
