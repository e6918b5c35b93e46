"""The number of queries of every list, with one row and with a hundred."""

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audits.reports.actions import make_report
from audits.reports.choices import Kind
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.bench.measuring import Row
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.policies import draft_policy, numbered, shipped
from tests.factories.systems import SystemFactory
from tests.policy.searches.office import AT, Office, submitted

MANY = 100


def rows(office: Office) -> list[Row]:
    auditor = AccountFactory(roles=[Role.AUDITOR])
    officer = AccountFactory(roles=[Role.POLICY_OFFICER])
    lists: dict[str, tuple[str, Account, Callable[[int], object]]] = {
        "requests": ("/requests/", auditor, lambda _: submitted(office)),
        "what waits": ("/", office.supervisor, lambda _: submitted(office)),
        "people": ("/people/", auditor, lambda _: PersonFactory()),
        "systems": ("/systems/", auditor, lambda _: SystemFactory()),
        "versions of policies": ("/policies/versions/", officer, _version),
        "reports": ("/reports/", auditor, lambda _: _report(auditor)),
    }
    return [_row(name, *parts) for name, parts in lists.items()]


def _row(name: str, address: str, account: Account, add: Callable[[int], object]) -> Row:
    add(1)
    few = _count(address, account)
    for number in range(2, MANY + 1):
        add(number)
    many = _count(address, account)
    difference = "the same" if few == many else "differs"
    return Row(
        f"queries of the list of {name}",
        f"{many} with {MANY} rows",
        f"{few} with 1 row",
        difference,
        "the same",
    )


def _count(address: str, account: Account) -> int:
    client = Client()
    client.force_login(account)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(queries)


def _version(number: int) -> None:
    draft_policy(numbered(shipped("lapd-notice-2020"), number + 1))


def _report(auditor: Account) -> None:
    day = date(2026, 3, 1)
    make_report(kind=Kind.USE, period_from=day, period_to=day, unit=None, by=auditor, at=AT)
