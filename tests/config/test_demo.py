"""The demonstration: made from a seed, and refused in production."""

import json
from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from config.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from config.demo.loading import load_demo
from policy.personnel.models import Account, Person, Unit
from policy.policies.models import Version
from policy.policies.queries import standing_proofs
from policy.searches.choices import State
from policy.searches.models import SearchRequest
from policy.systems.choices import Ownership
from tests.harness.remembering import remembered

SEED = 7
NOW = timezone.now()


@remembered
def load() -> None:
    load_demo(seed=SEED, at=NOW, past=3, evasions=False, audited=False)


@pytest.fixture
def department(db: None) -> None:
    load()


def signs_in(username: str) -> bool:
    request = RequestFactory().post("/accounts/login/")
    return authenticate(request, username=username, password=DEMO_PASSWORD) is not None


def in_every_state() -> dict[str, int]:
    return Counter(SearchRequest.objects.values_list("state", flat=True))


@pytest.mark.usefixtures("department")
def test_policies_keep_what_the_department_assures():
    assert {proof.id: proof.holds for proof in standing_proofs(timezone.now())} == {
        "always-reviewed": True,
        "never-arrest-on-lead-alone": True,
        "never-commercial": True,
    }


@pytest.mark.usefixtures("department")
def test_department_is_as_large_as_it_says():
    requests = in_every_state()

    assert (Person.objects.count(), Unit.objects.count()) == (320, 30)
    assert set(requests) == {state.value for state in State}
    commercial = SearchRequest.objects.filter(system__ownership=Ownership.COMMERCIAL)
    assert [request.state for request in commercial] == [State.REFUSED] * 3
    assert set(Version.objects.values_list("policy__slug", "state")) == {
        ("lapd-notice-2020", "published"),
        ("lapd-policy-2021", "published"),
        ("lacris-member-policy", "published"),
    }


@pytest.mark.usefixtures("department")
def test_every_account_of_the_demonstration_can_sign_in():
    signed_in = [account.username for account in DEMO_ACCOUNTS if signs_in(account.username)]

    assert signed_in == [account.username for account in DEMO_ACCOUNTS]


@pytest.mark.usefixtures("department")
def test_loading_again_changes_nothing():
    before = in_every_state()

    assert load_demo(seed=SEED, at=timezone.now()) is None

    assert in_every_state() == before


def test_same_seed_makes_the_same_department(db: None):
    at = timezone.now()
    tales: list[Any] = []
    for _ in range(2):
        with transaction.atomic():
            load_demo(seed=SEED, at=at, past=3, evasions=False, audited=False)
            tales.append(
                list(
                    SearchRequest.objects.order_by("number", "created_at").values_list(
                        "number", "state", "case_number", "requester__serial_number"
                    )
                )
            )
            transaction.set_rollback(True)

    assert tales[0] == tales[1]


@override_settings(DEMO_ALLOWED=False)
def test_command_refuses_in_production(db: None):
    with pytest.raises(CommandError, match="refused where PRODUCTION is on") as refused:
        call_command("demo")

    assert (refused.value.returncode, Person.objects.count()) == (2, 0)


def test_demo_account_cannot_sign_in_nor_stay_signed_in_in_production(client: Client, db: None):
    Account.objects.create_user("detective", DEMO_PASSWORD, is_demo=True)
    client.force_login(Account.objects.get(), backend="config.backends.AccountBackend")
    before = client.get("/")

    with override_settings(DEMO_ALLOWED=False):
        answer = client.get("/")
        again = signs_in("detective")

    assert before.status_code == 200

    assert (answer.status_code, again) == (302, False)


def test_command_does_nothing_on_a_database_that_is_not_empty_and_says_so(db: None):
    Account.objects.create_user("someone")
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("demo", "--json", stdout=out)

    assert ended.value.code == 1
    assert json.loads(out.getvalue()) == {"people": 0, "requests": 0}
