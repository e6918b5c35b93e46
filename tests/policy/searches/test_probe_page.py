"""The one way to the probe image."""

import io

import pytest
from PIL import Image

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches import actions
from policy.searches.choices import State
from policy.searches.models import SearchRequest
from tests.factories.personnel import AccountFactory
from tests.policy.searches.office import AT, Office, request_in, submitted
from tests.policy.searches.pages import listed, signed_in, url

pytestmark = pytest.mark.usefixtures("office_hours")


HEADERS = {
    "Content-Type": "image/png",
    "Content-Disposition": "",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
}


class TestProbeImage:
    def get(self, account: Account, request: SearchRequest):
        return signed_in(account).get(url("probe_image", request.pk))

    @pytest.mark.parametrize("who", ["requester", "supervisor"])
    def test_is_an_attachment_that_the_browser_neither_keeps_nor_runs(
        self, who: str, office: Office
    ):
        request = submitted(office)

        response = self.get(getattr(office, who), request)

        assert {name: response.headers[name] for name in HEADERS} == HEADERS | {
            "Content-Disposition": f'attachment; filename="{request.number}.png"'
        }
        assert Image.open(io.BytesIO(response.getvalue())).size == (12, 16)

    def test_is_not_there_for_who_may_not_see_the_request(self, office: Office):
        assert self.get(office.outsider, submitted(office)).status_code == 404

    def test_examiner_sees_it_once_the_search_is_approved(self, office: Office):
        statuses = [
            self.get(office.examiner, request_in(state, office)).status_code
            for state in (State.IN_APPROVAL, State.APPROVED)
        ]

        assert statuses == [404, 200]

    def test_is_not_there_for_a_policy_officer_who_asks_for_searches_as_well(self, office: Office):
        request = submitted(office)
        account = AccountFactory(roles=[Role.POLICY_OFFICER, Role.REQUESTER])
        page = signed_in(account).get(url("detail", request.pk))

        assert (page.status_code, self.get(account, request).status_code) == (200, 404)

    def test_is_not_there_before_it_is_uploaded(self, office: Office):
        request = actions.create(by=office.requester, at=AT)

        assert self.get(office.requester, request).status_code == 404

    def test_page_shows_no_picture_to_who_may_not_see_it(self, office: Office):
        oversight = AccountFactory(roles=[Role.OVERSIGHT], person=None)

        response = signed_in(oversight).get(url("detail", submitted(office).pk))

        assert listed(response, ".gh-probe") == []
