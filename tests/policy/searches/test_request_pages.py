"""The page of a request, and the page of a decision on it."""

from datetime import timedelta

import pytest

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.choices import Gate, Outcome
from policy.policies.packs import RequirementText
from policy.searches import actions
from policy.searches.choices import Finding, State
from policy.searches.models import SearchRequest
from policy.searches.notices import LEAD_NOTICE
from tests.factories.changes import give
from tests.factories.personnel import AccountFactory
from tests.factories.policies import published_policy
from tests.policy.counting import queries_of
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.searches.office import (
    AT,
    Office,
    compare,
    draft,
    release,
    request_in,
    submitted,
)
from tests.policy.searches.pages import listed, parsed, signed_in, url, words

pytestmark = pytest.mark.usefixtures("office_hours")


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
        assert "(void: the request was opened again)" in words(response, ".gh-table")

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
        give(office.requester, Role.SUPERVISOR)
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

    def test_whoever_asked_is_told_what_was_found_with_the_lead(
        self, compared: SearchRequest, office: Office
    ):
        before = [self.shown(who, compared) for who in (office.requester, office.supervisor)]

        release(office, compared)

        after = [self.shown(who, compared) for who in (office.requester, office.supervisor)]
        assert (before, after) == ([False, False], [True, True])


@pytest.mark.parametrize(
    ("state", "told"),
    [(State.IN_APPROVAL, False), (State.RUNNING, False), (State.NO_LEAD, True)],
)
def test_why_reviews_do_not_show_is_said_once_there_are_any(
    state: State, told: bool, office: Office
):
    request = request_in(state, office)

    page = signed_in(office.requester).get(url("detail", request.pk))

    assert ("What examiners found is told with a lead" in words(page)) == told
