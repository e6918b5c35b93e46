"""The lists as they are read: once for every edition of them, and by every process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from policy.lists.choices import ListName
from policy.lists.models import Entry
from policy.lists.queries import current, read_once, read_shipped, words_of
from policy.lists.shipped import shipped
from policy.policies import actions
from tests.factories.lists import entered, entry_of

OTHER_PROCESS = """
import django
django.setup()
from django.db import connection
connection.close()
connection.settings_dict["NAME"] = "{name}"
from policy.lists.choices import ListName
from policy.policies.queries import current_vocabulary
while True:
    offenses = current_vocabulary()["request.offense"].choices
    print("poaching" in offenses, flush=True)
    input()
"""


@pytest.mark.django_db
def test_lists_are_read_once_for_an_edition(django_assert_num_queries):
    first = current()

    with django_assert_num_queries(1):
        assert current() is first


@pytest.mark.django_db
def test_every_write_makes_another_edition():
    stamps = [current().stamp]

    entry = entered(ListName.OFFENSE, "poaching")
    stamps.append(current().stamp)
    Entry.objects.filter(pk=entry.pk).update(words="taking game")
    stamps.append(current().stamp)

    assert len(set(stamps)) == 3
    assert words_of(ListName.OFFENSE, "poaching") == "taking game"


@pytest.mark.django_db
def test_write_that_was_rolled_back_leaves_the_lists_as_they_were():
    class Refused(Exception):
        pass

    with pytest.raises(Refused), transaction.atomic():
        entered(ListName.OFFENSE, "poaching")
        assert "poaching" in current().codes(ListName.OFFENSE)
        raise Refused
    entered(ListName.OFFENSE, "smuggling")

    assert current().codes(ListName.OFFENSE)[-1] == "smuggling"
    assert "poaching" not in current().codes(ListName.OFFENSE)


@pytest.mark.django_db
def test_web_request_asks_for_the_edition_once_and_sees_its_own_write(django_assert_num_queries):
    current()
    with read_once():
        with django_assert_num_queries(1):
            current()
            current()
        entered(ListName.OFFENSE, "poaching")

        assert "poaching" in current().codes(ListName.OFFENSE)


@pytest.mark.django_db
def test_word_that_the_list_lacks_is_its_code():
    assert words_of(ListName.OFFENSE, "heresy") == "heresy"


@pytest.mark.django_db
def test_entry_goes_behind_the_one_that_is_named():
    suspicion = entry_of(ListName.LEGAL_BASIS, "reasonable_suspicion")

    entered(ListName.LEGAL_BASIS, "articulable_facts", after=suspicion)
    entered(ListName.LEGAL_BASIS, "hunch", first=True)

    assert current().codes(ListName.LEGAL_BASIS) == [
        "hunch",
        "none",
        "reasonable_suspicion",
        "articulable_facts",
        "probable_cause",
        "court_order",
        "warrant",
    ]


def test_shipped_lists_need_no_database():
    with read_shipped():
        assert current().codes(ListName.OFFENSE) == list(shipped(ListName.OFFENSE))
        assert words_of(ListName.GRADE, "captain") == "captain"


@contextmanager
def other_process() -> Iterator[subprocess.Popen[str]]:
    code = OTHER_PROCESS.format(name=connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(settings.BASE_DIR),
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_new_entry():
    with other_process() as process:
        assert process.stdout.readline() == "False\n"

        actions.add_entry(
            entry=Entry(list=ListName.OFFENSE, code="poaching", words="poaching"),
            by=None,
            at=entry_of(ListName.OFFENSE, "robbery").entered_at,
        )
        process.stdin.write("\n")
        process.stdin.flush()

        assert process.stdout.readline() == "True\n"
