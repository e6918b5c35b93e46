"""The list of requests."""

from datetime import timedelta
from itertools import chain

import pytest

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches.actions.moving import move
from policy.searches.choices import Action, State
from tests.factories.personnel import AccountFactory
from tests.factories.searches import SearchRequestFactory
from tests.policy.counting import queries_of
from tests.policy.searches.office import AT, Office, request_in, submitted
from tests.policy.searches.pages import listed, parsed, signed_in, url, words

pytestmark = pytest.mark.usefixtures("office_hours")


class TestList:
    @pytest.fixture
    def auditor(self, db: None) -> Account:
        return AccountFactory(roles=[Role.AUDITOR], person=None)

    def numbers(self, account: Account, **query: str) -> list[str]:
        return listed(signed_in(account).get(url("list"), query), "tbody th")

    def test_requests_are_listed_the_newest_first(self, auditor: Account):
        made = [
            SearchRequestFactory(created_at=AT + timedelta(hours=hour), submitted=True)
            for hour in (2, 0, 1)
        ]

        assert self.numbers(auditor) == [made[0].number, made[2].number, made[1].number]

    def test_pages_follow_one_another_and_keep_the_filter(self, auditor: Account):
        made = [
            SearchRequestFactory(created_at=AT + timedelta(minutes=n), submitted=True)
            for n in range(120)
        ]
        client = signed_in(auditor)
        other = SearchRequestFactory(created_at=AT - timedelta(days=1), submitted=True)
        move(other, Action.WITHDRAW, to=State.WITHDRAWN, actor=other.requester, at=AT)
        page, shown = client.get(url("list"), {"state": State.IN_APPROVAL}), []

        while page is not None:
            shown.append(listed(page, "tbody th"))
            older = parsed(page).select_one("a[rel=next]")
            page = client.get(url("list") + older["href"]) if older else None

        assert [len(numbers) for numbers in shown] == [50, 50, 20]
        assert [*chain(*shown)] == [request.number for request in reversed(made)]

    def test_list_takes_as_many_queries_for_100_rows_as_for_1(self, auditor: Account):
        SearchRequestFactory(submitted=True)
        client = signed_in(auditor)
        one = queries_of(client, url("list"))

        for number in range(99):
            SearchRequestFactory(created_at=AT + timedelta(minutes=number), submitted=True)

        assert queries_of(client, url("list")) == one

    def test_damaged_link_to_a_page_is_a_bad_request(self, auditor: Account):
        assert signed_in(auditor).get(url("list"), {"older": "x"}).status_code == 400

    def test_wrong_filter_is_named_and_the_list_still_shows(self, auditor: Account):
        request = SearchRequestFactory(submitted=True)

        response = signed_in(auditor).get(url("list"), {"since": "yesterday"})

        assert listed(response, ".gh-errors li") == ["Created from: Enter a valid date."]
        assert listed(response, "tbody th") == [request.number]

    def test_empty_list_says_what_to_do(self, office: Office):
        empty = signed_in(office.requester).get(url("list"))
        filtered = signed_in(office.requester).get(url("list"), {"q": "none"})

        assert words(empty, ".gh-empty").startswith("No requests yet A request begins with")
        assert words(filtered, ".gh-empty") == "No request matches these filters Clear the filters"

    def test_each_person_sees_their_own_part(self, office: Office):
        request_in(State.DRAFT, office)
        in_approval = submitted(office)
        approved = request_in(State.APPROVED, office)

        seen = {
            who: len(self.numbers(getattr(office, who)))
            for who in ("requester", "supervisor", "examiner", "outsider")
        }

        assert seen == {"requester": 3, "supervisor": 2, "examiner": 1, "outsider": 0}
        assert self.numbers(office.examiner) == [approved.number]
        assert in_approval.number in self.numbers(office.supervisor)
