"""What the documentation says of settings, and of the way past the triggers, is so."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from policy.changes.queries import administrators
from policy.changes.settings import SETTINGS
from policy.personnel.models import Account
from tests.factories.personnel import AccountFactory

DOCS = Path(settings.BASE_DIR) / "docs"


ROW = re.compile(r"^\| (.+?) \| (days|percent) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


def test_the_table_of_settings_is_the_one_that_ships():
    rows = ROW.findall((DOCS / "personnel-and-systems.md").read_text(encoding="utf-8"))

    assert [(label.partition(",")[0], *row) for label, *row in rows] == [
        (str(each.label), each.unit, str(each.floor), str(each.ceiling), str(each.default))
        for each in SETTINGS.values()
    ]


@pytest.mark.django_db
def test_the_owner_of_the_tables_lets_another_administrator_in(ada: Account, bo: Account):
    Account.objects.filter(pk=bo.pk).update(is_active=False)
    account = AccountFactory()
    page = (DOCS / "deployment.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sql\nBEGIN;\n(.*?DISABLE TRIGGER USER.*?)COMMIT;", page, re.DOTALL)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(block.replace("...", account.username))

    assert set(administrators()) == {ada, account}


@pytest.mark.django_db
def test_the_command_makes_two_administrators_and_says_why_it_makes_no_third():
    for username in ("ada", "bo"):
        call_command("createsuperuser", interactive=False, username=username, verbosity=0)

    with pytest.raises(CommandError, match="given by two administrators"):
        call_command("createsuperuser", interactive=False, username="eve", verbosity=0)

    assert Account.objects.count() == 2
