"""The home page: what waits for each person."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from policy.personnel.actions import notify, read_notice
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies import actions as policy_actions
from policy.policies.models import LapseWarning
from policy.policies.queries import versions_in_force
from policy.searches import actions
from policy.searches.choices import State
from tests.factories.personnel import AccountFactory, CertificateFactory
from tests.factories.policies import (
    approved_policy,
    draft_policy,
    policy_in_review,
    published_policy,
)
from tests.factories.searches import SearchRequestFactory
from tests.policy.counting import queries_of
from tests.policy.policies.samples import PACK
from tests.policy.policies.signatures import sign
from tests.policy.searches.office import AT, Office, compare, open_office, request_in

TODAY = AT.date()


@pytest.fixture(autouse=True)
def office_hours() -> Iterator[None]:
    with time_machine.travel(AT):
        yield


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def home_of(account: Account) -> HttpResponse:
    return client_of(account).get(reverse("home"))


def panels(response: HttpResponse) -> dict[str, list[str]]:
    """The links in each panel, by its title."""
    found = BeautifulSoup(response.content, "html.parser").select(".gh-panel")
    return {
        panel.h2.get_text(strip=True): [link.get_text(strip=True) for link in panel.select("a")]
        for panel in found
    }


def training(account: Account) -> list[str]:
    found = BeautifulSoup(home_of(account).content, "html.parser").select(".gh-panel .gh-status")
    return [status.get_text(strip=True) for status in found]


def test_requester_sees_drafts_what_was_returned_and_what_is_to_be_closed(office: Office):
    made = {state: str(request_in(state, office)) for state in State}

    shown = panels(home_of(office.requester))

    assert shown["Returned to you"] == [made[State.RETURNED]]
    assert shown["Your drafts"] == [made[State.DRAFT]]
    assert sorted(shown["To close"]) == sorted([made[State.LEAD_RELEASED], made[State.NO_LEAD]])


def test_supervisor_sees_what_waits_in_the_chain_of_command(office: Office):
    request = request_in(State.IN_APPROVAL, office)

    shown = {
        who: panels(home_of(getattr(office, who))).get("To approve")
        for who in ("supervisor", "captain", "outsider")
    }

    assert shown == {"supervisor": [str(request)], "captain": [str(request)], "outsider": None}


def test_request_that_was_sent_back_waits_anew_when_it_is_submitted_again(office: Office):
    request = request_in(State.RETURNED, office)
    before = panels(home_of(office.supervisor)).get("To approve")

    actions.submit(request=request, by=office.requester, at=AT)

    after = panels(home_of(office.supervisor)).get("To approve")
    assert (before, after) == (None, [str(request)])


def test_examiner_sees_what_to_run_to_record_and_to_review(office: Office):
    made = {state: str(request_in(state, office)) for state in State if state != State.EXPIRED}

    mine, other = panels(home_of(office.examiner)), panels(home_of(office.examiner2))

    assert mine["To run"] == [made[State.APPROVED]]
    assert mine["Results to record"] == [made[State.RUNNING]]
    assert mine["To review"] == [made[State.IN_REVIEW]]
    assert "Results to record" not in other


def test_policy_officer_sees_the_versions_that_wait_for_them(db: None):
    author, other = (AccountFactory(roles=[Role.POLICY_OFFICER]) for _ in range(2))
    draft_policy("lapd-policy-2021", author=author)
    in_review = policy_in_review("lapd-notice-2020", author=author, reviewers=[other])
    approved = approved_policy("lacris-member-policy", author=author, approver=other)

    shown = {
        account: panels(home_of(account))["Policy versions to decide on"]
        for account in (author, other)
    }

    assert shown == {author: [str(approved)], other: [str(in_review), str(approved)]}


def test_supervisor_who_reviews_a_version_sees_that_it_waits(office: Office):
    author = AccountFactory(
        roles=[Role.POLICY_OFFICER], person__supervisor=office.supervisor.person
    )
    version = policy_in_review(author=author, reviewers=[office.supervisor], pack=PACK)

    before = panels(home_of(office.supervisor))["Policy versions to decide on"]
    policy_actions.approve(version=version, by=office.supervisor, at=AT)

    assert before == [str(version)]
    assert "Policy versions to decide on" not in panels(home_of(office.supervisor))


def test_author_sees_what_is_objected_to(db: None):
    author, other = (AccountFactory(roles=[Role.POLICY_OFFICER]) for _ in range(2))
    version = policy_in_review(author=author, reviewers=[other])

    policy_actions.object_to(version=version, by=other, at=AT, reason="Too wide.")

    assert panels(home_of(author))["Policy versions to decide on"] == [str(version)]
    assert panels(home_of(author))["Notices"][0] == (
        f"{other.display_name} objects to {version}: Too wide."
    )
    assert "Policy versions to decide on" not in panels(home_of(other))


def test_office_sees_what_lapses_until_it_is_acknowledged(db: None):
    officer = AccountFactory(roles=[Role.POLICY_OFFICER])
    version = published_policy(in_force_until=AT + timedelta(days=6))
    policy_actions.warn_of_lapses(at=AT)
    before = panels(home_of(officer))["Policies that lapse"]

    policy_actions.acknowledge_warning(warning=LapseWarning.objects.get(), by=officer, at=AT)

    assert before == [str(version)]
    assert "Policies that lapse" not in panels(home_of(officer))
    assert "Policies that lapse" not in panels(home_of(AccountFactory(roles=[Role.AUDITOR])))


def test_notices_stay_on_the_home_page_until_they_are_read(db: None):
    account = AccountFactory()
    notices = [notify(key=str(n), text=f"Word {n}", at=AT, account=account) for n in range(6)]
    before = panels(home_of(account))["Notices"]

    read_notice(notice=notices[5], by=account, at=AT)

    after = panels(home_of(account))["Notices"]
    assert before[-1] == "There are more notices"
    assert after[-1] == "Mark notices as read"
    text = home_of(account).content.decode()
    assert ("Word 5" in text, "Word 4" in text) == (False, True)


def test_person_for_whom_nothing_waits_is_told_so(office: Office):
    for version in versions_in_force(AT):
        sign(version, office.captain, at=AT)

    assert "Nothing waits for you" in home_of(office.captain).content.decode()


def test_account_without_a_person_has_a_home(db: None):
    response = home_of(AccountFactory(roles=[Role.AUDITOR], person=None))

    assert response.status_code == 200
    assert panels(response) == {"Policies in force": []}


def test_policies_in_force_are_named(office: Office):
    assert panels(home_of(office.requester))["Policies in force"] == [
        "Policy for member agencies of LACRIS",
        "Notice on face recognition, November 2020",
        "Policy on the use of photo-comparison technology",
    ]


class TestTraining:
    @pytest.mark.parametrize(
        ("expires_in", "status"),
        [(None, "Current"), (61, "Current"), (60, "Ends soon"), (0, "Ends soon"), (-1, "Lapsed")],
    )
    def test_standing_follows_the_last_day_of_the_certificate(
        self, expires_in: int | None, status: str, db: None
    ):
        account = AccountFactory(roles=[Role.REQUESTER])
        expires_on = None if expires_in is None else TODAY + timedelta(days=expires_in)
        CertificateFactory(person=account.person, expires_on=expires_on)

        assert training(account) == [status]

    def test_person_without_a_certificate_is_told_what_to_do(self, db: None):
        account = AccountFactory(roles=[Role.REQUESTER])

        assert training(account) == ["None"]
        assert "Ask your training coordinator" in home_of(account).content.decode()

    def test_each_role_asks_for_its_own_training(self, db: None):
        account = AccountFactory(roles=[Role.REQUESTER, Role.EXAMINER])
        CertificateFactory(person=account.person)

        assert training(account) == ["Current", "None"]

    def test_role_that_needs_no_certificate_shows_none(self, office: Office):
        assert training(office.captain) == []


def test_long_queue_shows_its_beginning_and_leads_to_the_list(office: Office):
    for number in range(7):
        SearchRequestFactory(
            requester=office.requester.person,
            created_at=AT + timedelta(minutes=number),
            submitted=True,
        )

    shown = panels(home_of(office.supervisor))["To approve"]

    assert len(shown) == 6
    assert shown[-1] == "There are more in the list of requests"


def test_home_takes_as_many_queries_for_many_requests_as_for_one(office: Office):
    client = client_of(office.supervisor)
    SearchRequestFactory(requester=office.requester.person, submitted=True)
    one = queries_of(client, reverse("home"))

    for _ in range(20):
        SearchRequestFactory(requester=office.requester.person, submitted=True)

    assert queries_of(client, reverse("home")) == one


def test_who_has_compared_is_to_end_the_review_and_others_may_compare_still(office: Office):
    request = request_in(State.IN_REVIEW, office)
    compare(office, request)

    first, second = panels(home_of(office.examiner)), panels(home_of(office.examiner2))

    assert first["To release or to conclude"] == [str(request)]
    assert second["To review"] == [str(request)]
    assert "To review" not in first
    assert "To release or to conclude" not in second
