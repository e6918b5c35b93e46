"""Two writers at once, each right by itself."""

from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from policy.personnel.models import Person
from tests.factories.personnel import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

# Long enough for a writer that nothing holds up to finish.
HEAD_START = 1


def test_two_changes_that_make_a_cycle_only_together_do_not_both_pass() -> None:
    first, second = PersonFactory(), PersonFactory()
    refused: list[IntegrityError] = []

    def place_second_under_first() -> None:
        try:
            Person.objects.filter(pk=second.pk).update(supervisor=first)
        except IntegrityError as error:
            refused.append(error)
        finally:
            connection.close()

    other = Thread(target=place_second_under_first)
    with transaction.atomic():
        Person.objects.filter(pk=first.pk).update(supervisor=second)
        other.start()
        other.join(HEAD_START)
    other.join()

    assert len(refused) == 1
    assert Person.objects.get(supervisor__isnull=False) == first
