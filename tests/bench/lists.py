"""The list of requests with a thousand and with a million of them."""

from collections.abc import Callable

from django.test import Client

from policy.personnel.models import Account
from tests.bench.measuring import Row, medians
from tests.bench.population import fill_up_to
from tests.factories.personnel import AccountFactory
from tests.policy.searches.office import Office

FEW, MANY = 1_000, 1_000_000
ROUNDS = 25
GOAL = "at most 1.3"

QUERIES = {
    "everything": "",
    "one state": "?state=denied",
    "one unit": "?unit={unit}",
    "one offense and a period": "?offense=robbery&since=2026-01-01",
    "a number": "?q=B-0000500",
}


def rows(office: Office) -> list[Row]:
    auditor = AccountFactory(roles=["auditor"])
    pages = {
        f"the auditor's list, {name}": _page(auditor, query.format(unit=_unit(office)))
        for name, query in QUERIES.items()
    }
    pages["the supervisor's list, everything"] = _page(office.supervisor, "")
    pages["the requester's list, everything"] = _page(office.requester, "")
    fill_up_to(FEW, office)
    few = medians(list(pages.values()), ROUNDS)
    fill_up_to(MANY, office)
    many = medians(list(pages.values()), ROUNDS)
    return [
        Row(name, f"{big:.1f} ms", f"{small:.1f} ms with {FEW:,}", f"{big / small:.2f}", GOAL)
        for name, small, big in zip(pages, few, many, strict=True)
    ]


def _unit(office: Office) -> int:
    return office.requester.person.unit_id


def _page(account: Account, query: str) -> Callable[[], object]:
    client = Client()
    client.force_login(account)

    def get() -> None:
        answer = client.get(f"/requests/{query}")
        assert answer.status_code == 200, answer.status_code

    return get
