"""The tests of the tests: what makes them stricter than a browser is."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.template import engines
from django.template.loader import get_template

from tests.harness import databases


def test_undefined_variable_in_a_template_of_ours_is_an_error():
    template = get_template("partials/footer.html")

    with pytest.raises(NameError, match=r"footer\.html uses \w+, which is not defined"):
        template.render({})


def test_undefined_variable_in_a_template_of_others_is_empty():
    template = engines["django"].from_string("<{{ missing }}>")

    assert template.render({}) == "<>"


@pytest.mark.django_db
def test_database_belongs_to_this_process_of_this_run():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]

    assert name == databases.own_name()


@pytest.mark.django_db
def test_database_of_a_run_that_died_is_dropped():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, living = (
        f"gatehouse_test_{databases.HOST}_{number}_gw0" for number in (ended.pid, os.getpid())
    )

    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {left}")
        cursor.execute(f"CREATE DATABASE {living}")
        databases._drop_leftovers(cursor)
        names = databases._names(cursor)
        cursor.execute(f"DROP DATABASE {living}")

    assert (left in names, living in names) == (False, True)
