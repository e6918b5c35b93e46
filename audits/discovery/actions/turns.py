"""The work on an import goes piece by piece: each is stored whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from audits.discovery.choices import Stage
from audits.discovery.models import Import, StoredContact


class Stopped(Exception):
    """The import was canceled, or another worker goes on with it."""


@contextmanager
def reads(made: Import) -> Iterator[None]:
    """One piece that is read, while nobody else reads one. Raises Stopped."""
    with transaction.atomic():
        _still_in(made, Stage.READING)
        yield


@contextmanager
def concludes(made: Import) -> Iterator[Import]:
    """One piece that is concluded, while nobody else concludes one of any import. Raises Stopped.

    Contacts of two imports may belong to one visit.
    """
    with transaction.atomic():
        locked = _still_in(made, Stage.READING, Stage.CONCLUDING)
        count_alone()
        yield locked


def count_alone() -> None:
    """Waits until nobody else counts, and has others wait until the transaction is over."""
    with connection.cursor() as cursor:
        table = StoredContact._meta.db_table
        cursor.execute("SELECT pg_advisory_xact_lock(%s::regclass::oid::bigint)", [table])


def _still_in(made: Import, *stages: Stage) -> Import:
    locked = Import.objects.select_for_update().get(pk=made.pk)
    if locked.stage not in stages:
        raise Stopped
    return locked
