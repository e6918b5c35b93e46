"""What the policy says of a request while it is filled in."""

from typing import Any

import pytest
from django.test import Client

from policy.policies.choices import Purpose
from policy.searches.models import SearchRequest
from tests.policy.searches.office import Office, draft, fresh
from tests.policy.searches.pages import listed, sent, signed_in, url, words

pytestmark = pytest.mark.usefixtures("office_hours")


@pytest.fixture
def client(office: Office) -> Client:
    return signed_in(office.requester)


class TestWhatThePolicySaysSoFar:
    def heading(self, response: Any) -> str:
        return words(response, ".gh-so-far__heading")

    def test_nothing_is_known_of_an_empty_form(self, client: Client):
        response = client.get(url("new"))

        assert self.heading(response) == "Not yet known"
        assert "name of the system" in listed(response, ".gh-so-far li")

    def test_prohibited_system_would_be_refused_with_the_clause(
        self, client: Client, office: Office
    ):
        data = sent(office, "system", system=office.clearview.pk)

        response = client.post(url("preview"), data)

        assert self.heading(response).startswith("Would be refused by clause 1 of “Notice")
        assert SearchRequest.objects.count() == 0

    def test_whole_lawful_draft_is_permitted_so_far_with_its_demands(
        self, client: Client, office: Office
    ):
        request = draft(office)

        response = client.post(url("preview", request.pk), sent(office, "reason"))

        assert self.heading(response) == "Permitted so far"
        assert listed(response, ".gh-so-far li")[:2] == [
            "Approval by a supervisor in the requester's chain of command",
            "Comparison of the candidates by an examiner",
        ]

    def test_what_stands_in_the_form_counts_before_it_is_kept(self, client: Client, office: Office):
        request = draft(office)
        data = sent(office, "case", purpose=Purpose.PERSONAL)

        response = client.post(url("preview", request.pk), data)

        assert self.heading(response).startswith("Would be refused by clause")
        assert fresh(request).purpose == Purpose.IDENTIFY_SUSPECT

    def test_empty_case_number_is_open_until_the_request_is_to_be_submitted(
        self, client: Client, office: Office
    ):
        request = draft(office, case_number="")

        filling_in = client.get(url("edit", request.pk, "case"))
        submitting = client.get(url("submit", request.pk))

        assert self.heading(filling_in) == "Not yet known"
        assert listed(filling_in, ".gh-so-far li") == ["case number"]
        assert self.heading(submitting) == (
            "Would be refused by clause 15 of “Policy for member agencies of LACRIS”"
        )

    def test_wrong_value_is_left_out(self, client: Client, office: Office):
        request = draft(office)
        data = sent(office, "case", offense="heresy")

        assert client.post(url("preview", request.pk), data).status_code == 200

    def test_unknown_step_is_not_found(self, client: Client):
        assert client.post(url("preview"), {"step": "none"}).status_code == 404

    def test_asking_by_get_is_refused(self, client: Client):
        assert client.get(url("preview")).status_code == 405
