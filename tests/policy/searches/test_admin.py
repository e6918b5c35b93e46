"""Requests in the admin: everything can be looked at, nothing can be done."""

from datetime import timedelta

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from policy.searches.choices import State
from policy.searches.models import Approval
from tests.factories.personnel import AccountFactory
from tests.factories.searches import SearchRequestFactory
from tests.policy.counting import queries_of
from tests.policy.searches.office import AT, Office, fresh, request_in, submitted
from tests.policy.searches.pages import listed, signed_in

MODELS = ("searchrequest", "approval", "run", "step")


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(AccountFactory(roles=[Role.ADMINISTRATOR]))


def url(page: str, *args: object) -> str:
    return reverse(f"admin:searches_{page}", args=args)


def record_of(model: str, office: Office) -> Model:
    request = request_in(State.RUNNING, office)
    return {
        "searchrequest": request,
        "approval": request.approvals.get(),
        "run": request.run,
        "step": request.steps.first(),
    }[model]


@pytest.mark.parametrize("model", MODELS)
def test_list_and_record_open(model: str, client: Client, office: Office):
    record = record_of(model, office)

    pages = [url(f"{model}_changelist") + "?q=26", url(f"{model}_change", record.pk)]

    assert [client.get(page).status_code for page in pages] == [200, 200]


def test_search_finds_a_request_by_its_case(client: Client):
    request = SearchRequestFactory(case_number="26-0777", submitted=True)
    SearchRequestFactory(submitted=True)

    page = client.get(url("searchrequest_changelist"), {"q": "0777"})

    assert listed(page, "#result_list .field-__str__") == [request.number]


@pytest.mark.parametrize("model", MODELS)
def test_nothing_can_be_added(model: str, client: Client):
    answers = [client.get(url(f"{model}_add")), client.post(url(f"{model}_add"), {})]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("model", MODELS)
def test_nothing_can_be_deleted(model: str, client: Client, office: Office):
    record = record_of(model, office)

    response = client.post(url(f"{model}_delete", record.pk), {"post": "yes"})

    assert response.status_code == 403
    assert type(record).objects.filter(pk=record.pk).exists()


def test_admin_cannot_approve_a_request(client: Client, office: Office):
    request = submitted(office)

    response = client.post(
        url("searchrequest_change", request.pk), {"state": State.APPROVED, "_save": "Save"}
    )

    assert response.status_code == 403
    assert fresh(request).state == State.IN_APPROVAL
    assert not Approval.objects.exists()


def test_admin_offers_no_bulk_action(client: Client):
    SearchRequestFactory(submitted=True)

    assert listed(client.get(url("searchrequest_changelist")), "select[name=action]") == []


@pytest.mark.parametrize("model", ["searchrequest", "step"])
def test_list_takes_as_many_queries_for_40_rows_as_for_1(model: str, client: Client):
    SearchRequestFactory(submitted=True)
    one = queries_of(client, url(f"{model}_changelist"))

    for number in range(39):
        SearchRequestFactory(created_at=AT + timedelta(minutes=number), submitted=True)

    assert queries_of(client, url(f"{model}_changelist")) == one


def test_administrator_has_no_page_of_requests(client: Client):
    assert client.get(reverse("searches:list")).status_code == 403
