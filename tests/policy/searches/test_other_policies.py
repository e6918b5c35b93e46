"""A policy of another city in force: the form asks what it needs, and a request goes through."""

import pytest
from django.test import Client

from policy.searches import actions
from policy.searches.choices import Finding, State
from policy.searches.models import SearchRequest
from policy.systems.models import System
from tests.factories.systems import SystemFactory
from tests.policy.searches.office import (
    AT,
    Office,
    draft,
    fresh,
    open_office,
    record,
    release,
    run,
    submitted,
)
from tests.policy.searches.pages import signed_in, url

pytestmark = pytest.mark.usefixtures("office_hours")

ANSWERS = {
    "request.device": "department",
    "request.account": "assigned",
    "request.place": "business",
    "request.protected_activity_only": False,
    "request.image_modified": False,
}


@pytest.fixture
def office(db: None) -> Office:
    return open_office(packs=("nypd-facial-recognition",))


@pytest.fixture
def section(office: Office) -> System:
    return SystemFactory(
        name="Facial Identification System",
        ownership="department",
        performing_entity="department",
        galleries=["booking_photos"],
    )


def asked(client: Client, request: SearchRequest) -> str:
    return client.get(url("edit", request.pk, "reason")).content.decode()


def test_the_form_asks_on_whose_device_and_account_the_search_is_made(
    office: Office, section: System
):
    page = asked(signed_in(office.requester), draft(office, system=section, attestations={}))

    assert "Device that the search is to be made on" in page
    assert "Account that the search is to be made with" in page


def test_a_request_on_a_device_and_an_account_of_the_department_goes_all_the_way(
    office: Office, section: System
):
    request = submitted(office, system=section, answers=ANSWERS, attestations={})

    approval = {"public_policy": True}
    actions.approve(request=request, by=office.supervisor, at=AT, version=1, attestations=approval)
    run(office, fresh(request))
    record(office, fresh(request))
    for examiner in (office.examiner, office.examiner2):
        actions.review(
            request=fresh(request),
            by=examiner,
            at=AT,
            finding=Finding.LEAD,
            candidate="BK-100",
            notes="Ear and scar agree.",
        )
    release(office, fresh(request))

    assert fresh(request).state == State.LEAD_RELEASED


def test_a_request_on_a_personal_phone_is_refused(office: Office, section: System):
    answers = ANSWERS | {"request.device": "personal", "request.account": "personal"}

    request = fresh(submitted(office, system=section, answers=answers, attestations={}))

    assert request.state == State.REFUSED
