"""The page of a request, of a decision, of the probe image, and the list."""

import io
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

import pytest
import time_machine
from PIL import Image

from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant
from policy.policies.choices import Outcome
from policy.searches import actions
from policy.searches.choices import State
from policy.searches.models import SearchRequest
from policy.searches.notices import LEAD_NOTICE
from tests.factories.personnel import AccountFactory
from tests.factories.searches import SearchRequestFactory
from tests.policy.counting import queries_of
from tests.policy.searches.office import AT, Office, draft, request_in, submitted
from tests.policy.searches.pages import listed, parsed, signed_in, url, words


@pytest.fixture(autouse=True)
def office_hours() -> Iterator[None]:
    with time_machine.travel(AT):
        yield


def offers(account: Account, request: SearchRequest) -> list[str]:
    return listed(signed_in(account).get(url("detail", request.pk)), ".gh-offers a")


def reasons_why_not(account: Account, request: SearchRequest) -> list[str]:
    return listed(signed_in(account).get(url("detail", request.pk)), ".gh-offers__not")


class TestDetail:
    @pytest.mark.parametrize("state", State)
    def test_every_state_has_its_page_for_the_requester(self, state: State, office: Office):
        request = request_in(state, office)

        response = signed_in(office.requester).get(url("detail", request.pk))

        assert words(response, "h1") == f"{request} {state.label}"

    def test_content_is_shown_in_words_and_never_in_codes(self, office: Office):
        shown = words(signed_in(office.requester).get(url("detail", submitted(office).pk)))

        assert "Identifying a suspect" in shown
        assert "A frame of recorded video" in shown
        assert "identify_suspect" not in shown
        assert "video_frame" not in shown

    def test_refusal_quotes_the_clause_and_says_what_would_have_been_permitted(
        self, office: Office
    ):
        request = request_in(State.REFUSED, office)

        response = signed_in(office.requester).get(url("detail", request.pk))

        assert listed(response, ".gh-verdict figcaption")[0] == (
            "Notice on face recognition, November 2020, version 1, clause 1"
        )
        assert "The same request would have been permitted on LACRIS" in words(response)

    def test_clause_that_two_rules_carry_out_is_quoted_once(self, office: Office):
        request = request_in(State.REFUSED, office)

        response = signed_in(office.requester).get(url("detail", request.pk))

        sources = listed(response, ".gh-verdict figcaption")
        assert len(set(sources)) == len(sources)

    def test_lead_never_shows_without_its_notice(self, office: Office):
        request = request_in(State.LEAD_RELEASED, office)

        for account in (office.requester, office.supervisor, office.examiner):
            response = signed_in(account).get(url("detail", request.pk))
            assert words(response, ".gh-lead-box .usa-alert") == LEAD_NOTICE
            assert words(response, ".gh-lead-box dd") == "BK-100"

    def test_timeline_tells_who_did_what_and_why(self, office: Office):
        request = request_in(State.DENIED, office)

        response = signed_in(office.requester).get(url("detail", request.pk))

        assert listed(response, ".gh-timeline__title") == [
            "Created",
            "Submitted (version 1)",
            "Denied (version 1)",
        ]
        assert listed(response, ".gh-timeline__text")[-1] == "Not needed."
        assert listed(response, ".gh-timeline__meta")[-1].endswith(str(office.supervisor.person))

    def test_expiry_is_the_clocks(self, office: Office):
        request = request_in(State.EXPIRED, office)

        response = signed_in(office.requester).get(url("detail", request.pk))

        assert listed(response, ".gh-timeline__meta")[-1].endswith("the clock")

    def test_edit_after_an_approval_says_that_the_approval_is_void(self, office: Office):
        request = request_in(State.APPROVED, office)
        actions.reopen(request=request, by=office.requester, at=AT, reason="Other camera.")
        actions.submit(request=request, by=office.requester, at=AT)

        response = signed_in(office.supervisor).get(url("detail", request.pk))

        assert "that approval is void and it needs a new one" in words(response)
        assert "(void: the request was changed)" in words(response, ".gh-table")

    def test_approved_version_and_its_end_are_shown(self, office: Office):
        request = request_in(State.APPROVED, office)

        shown = words(signed_in(office.requester).get(url("detail", request.pk)), "aside ~ aside")

        assert "Approved version 1" in shown
        assert "Approval expires March 5, 2026" in shown

    @pytest.mark.parametrize("rows", [1, 4])
    def test_page_takes_as_many_queries_for_a_long_story_as_for_a_short_one(
        self, rows: int, office: Office
    ):
        request = submitted(office)
        client = signed_in(office.requester)
        before = queries_of(client, url("detail", request.pk))

        for _ in range(rows):
            actions.reopen(request=request, by=office.requester, at=AT, reason="Again.")
            actions.submit(request=request, by=office.requester, at=AT)

        assert queries_of(client, url("detail", request.pk)) == before


class TestOffers:
    def test_requester_may_take_back_or_change_what_is_in_approval(self, office: Office):
        request = submitted(office)

        assert offers(office.requester, request) == ["Change the request", "Withdraw the request"]

    def test_supervisor_may_decide(self, office: Office):
        assert offers(office.supervisor, submitted(office)) == ["Approve, deny or return"]

    def test_examiner_may_run_what_is_approved(self, office: Office):
        assert offers(office.examiner, request_in(State.APPROVED, office)) == ["Run the search"]

    def test_draft_is_gone_on_with(self, office: Office):
        assert offers(office.requester, draft(office)) == [
            "Check and submit",
            "Go on filling it in",
            "Withdraw the request",
        ]

    def test_what_ended_offers_nothing(self, office: Office):
        request = request_in(State.CLOSED, office)

        assert [offers(office.requester, request), offers(office.supervisor, request)] == [[], []]

    def test_auditor_is_offered_nothing_and_told_no_reason(self, office: Office):
        auditor = AccountFactory(roles=[Role.AUDITOR], person=None)
        request = submitted(office)

        assert (offers(auditor, request), reasons_why_not(auditor, request)) == ([], [])

    def test_own_request_cannot_be_approved_and_the_page_says_why(self, office: Office):
        RoleGrant.objects.create(account=office.requester, role=Role.SUPERVISOR)
        account = Account.objects.get(pk=office.requester.pk)

        assert reasons_why_not(account, submitted(office)) == [
            "Approve, deny or return Nobody approves their own request."
        ]

    def test_other_examiner_is_told_who_records_the_result(self, office: Office):
        request = request_in(State.RUNNING, office)

        assert reasons_why_not(office.examiner2, request) == [
            "Record the result The examiner who started the search records its result."
        ]

    def test_every_offer_opens(self, office: Office):
        for state in State:
            request = request_in(state, office)
            for account in (office.requester, office.supervisor, office.examiner):
                client = signed_in(account)
                page = client.get(url("detail", request.pk))
                links = [] if page.status_code == 404 else parsed(page).select(".gh-offers a")
                assert [client.get(link["href"]).status_code for link in links] == [200] * len(
                    links
                )


class TestDecision:
    def test_facts_as_they_stood_are_shown_in_words(self, office: Office):
        request = request_in(State.REFUSED, office)
        decision = request.steps.last().decision

        response = signed_in(office.requester).get(url("decision", request.pk, decision.pk))

        shown = words(response, ".gh-details")
        assert "Ownership of the system A commercial third party's" in shown
        assert "Requester's current certificate of training Yes" in shown

    def test_decision_of_another_request_is_not_found(self, office: Office):
        decision = submitted(office).steps.last().decision
        other = submitted(office)

        response = signed_in(office.requester).get(url("decision", other.pk, decision.pk))

        assert response.status_code == 404

    def test_refusal_for_an_outside_agency_says_what_would_turn_it(self, office: Office):
        request = submitted(office, agency_is_outside=True, agency_name="Elsewhere PD")
        decision = request.steps.last().decision

        response = signed_in(office.requester).get(url("decision", request.pk, decision.pk))

        assert decision.outcome == Outcome.REFUSED
        assert "the search is not for an outside agency" in listed(response, ".gh-panel li")
        assert "would have been permitted on" not in words(response)


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

    def test_is_not_there_before_it_is_uploaded(self, office: Office):
        request = actions.create(by=office.requester, at=AT)

        assert self.get(office.requester, request).status_code == 404

    def test_page_shows_no_picture_to_who_may_not_see_it(self, office: Office):
        oversight = AccountFactory(roles=[Role.OVERSIGHT], person=None)

        response = signed_in(oversight).get(url("detail", submitted(office).pk))

        assert listed(response, ".gh-probe") == []


HEADERS = {
    "Content-Type": "image/png",
    "Content-Disposition": "",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
}


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
        SearchRequest.objects.filter(pk=other.pk).update(state=State.WITHDRAWN)
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


class TestBlindReviews:
    FOUND = "Ear and scar agree."

    @pytest.fixture
    def compared(self, office: Office) -> SearchRequest:
        request = request_in(State.IN_REVIEW, office)
        compare(office, request)
        return request

    def shown(self, account: Account, request: SearchRequest) -> bool:
        return self.FOUND in words(signed_in(account).get(url("detail", request.pk)))

    def test_every_examiner_sees_what_another_found_where_no_policy_is_against_it(
        self, compared: SearchRequest, office: Office
    ):
        assert self.shown(office.examiner2, compared)

    @pytest.mark.parametrize("gate", [Gate.RUN, Gate.RELEASE])
    def test_where_reviews_are_blind_an_examiner_first_compares(self, gate: Gate, office: Office):
        blind = RequirementText("review", {"examiners": 2, "blind": True})
        rules = (
            a_rule("allow", gates=tuple(Gate.values)),
            a_rule("require", gates=(gate,), requirements=(blind,)),
        )
        published_policy(a_pack(*rules), at=AT - timedelta(days=1))
        request = request_in(State.IN_REVIEW, office)
        compare(office, request)

        before = self.shown(office.examiner2, request)
        page = signed_in(office.examiner2).get(url("detail", request.pk))
        actions.review(
            request=request,
            by=office.examiner2,
            at=AT,
            finding=Finding.NO_LEAD,
            notes="The ears differ.",
        )

        assert (before, self.shown(office.examiner2, request)) == (False, True)
        assert "What others found shows once you have recorded your own" in words(page)
        assert self.shown(office.examiner, request)
        assert self.shown(office.requester, request)
