"""The database is told who acts before it writes, and never in the way of what comes first."""

import pytest
from django.db import connection, transaction

from audits.trail.acting import Acting, acting_as


@pytest.mark.django_db(transaction=True)
def test_transaction_that_sets_its_isolation_is_not_told_of_anyone_before():
    with (
        acting_as(Acting(actor="somebody new")),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SHOW transaction_isolation")

        assert cursor.fetchone() == ("repeatable read",)
