import threading

import pytest
from django.db import connection, transaction

from policy.personnel.models import Unit
from policy.snapshot import snapshot


def add_unit() -> None:
    Unit.objects.create(code="NEW", name="New")
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_others_commit_meanwhile_is_not_seen():
    with snapshot():
        before = Unit.objects.count()
        other = threading.Thread(target=add_unit)
        other.start()
        other.join()
        within = Unit.objects.count()

    assert (before, within, Unit.objects.count()) == (0, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_snapshot_inside_a_transaction_keeps_that_of_the_transaction():
    with transaction.atomic():
        Unit.objects.create(code="OWN", name="Own")
        with snapshot():
            assert Unit.objects.count() == 1
