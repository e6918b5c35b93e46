"""Requests and the lists of the policy office."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audits.reports.figures.by_offense import by_offense
from audits.reports.period import Period
from policy.lists.choices import ListName
from policy.policies.choices import Outcome
from policy.searches import actions
from policy.searches.choices import Action, State
from policy.searches.errors import Incomplete
from policy.searches.facts import facts_of
from policy.searches.forms.filters import FilterForm
from policy.searches.forms.steps import CaseForm, SystemForm
from policy.searches.queries import facts_to_ask
from policy.searches.wording.content import content_in_words
from tests.audits.reports.scopes import cells, scope
from tests.factories.lists import AgencyFactory, AgreementFactory, ended, entered, entry_of
from tests.factories.policies import published_policy
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.searches.office import AT, Office, draft, fresh, open_office, submitted
from tests.policy.searches.pages import signed_in

pytestmark = pytest.mark.usefixtures("office_hours")

YESTERDAY = AT.date() - timedelta(days=1)
OUTSIDE = {"agency_is_outside": True}


def office_under(*rules: Any) -> Office:
    """An office in which these rules are in force, and no others."""
    office = open_office(packs=())
    published_policy(a_pack(*rules), at=AT - timedelta(days=1))
    return office


def offered(field: str) -> list[str]:
    return [code for code, _words in CaseForm().fields[field].choices]  # type: ignore[attr-defined]


def words_of(search: Any) -> dict[str, str]:
    return dict(row for group in content_in_words(search, AT) for row in group.rows)


@pytest.mark.django_db
def test_new_entry_is_offered_and_one_that_ended_is_not():
    entered(ListName.OFFENSE, "poaching")
    entered(ListName.OFFENSE, "smuggling", since=AT.date() + timedelta(days=1))
    ended(ListName.OFFENSE, "abortion", YESTERDAY)
    ended(ListName.OFFENSE, "arson", AT.date())

    given = {"poaching", "smuggling", "abortion", "arson"}

    assert given & set(offered("offense")) == {"poaching", "arson"}


@pytest.mark.django_db
def test_old_requests_are_found_by_an_entry_that_ended():
    ended(ListName.OFFENSE, "abortion", YESTERDAY)

    assert ("abortion", "An offense related to abortion") in list(
        FilterForm().fields["offense"].choices  # type: ignore[attr-defined]
    )


@pytest.mark.django_db
def test_request_on_a_new_code_is_decided_by_the_rule_that_names_it():
    entered(ListName.OFFENSE, "poaching", "taking game out of season")
    office = office_under(a_rule("allow"), a_rule("refuse", 'request.offense == "poaching"'))

    request = submitted(office, offense="poaching")

    decision = request.steps.get(action=Action.SUBMIT).decision
    assert (request.state, decision.outcome) == (State.REFUSED, Outcome.REFUSED)
    assert decision.facts["request.offense"] == "poaching"
    assert decision.reasons.get().text.endswith(
        "when the request is about taking game out of season."
    )


@pytest.mark.django_db
def test_code_that_no_list_has_is_not_kept(office: Office):
    request = draft(office)

    with pytest.raises(ValidationError) as error:
        actions.save_content(
            request=request, by=office.requester, at=AT, content={"offense": "heresy"}
        )

    assert error.value.message_dict == {"offense": ["Value 'heresy' is not a valid choice."]}
    assert fresh(request).offense == "robbery"


@pytest.mark.django_db
def test_draft_that_names_an_entry_that_ended_is_not_submitted(office: Office):
    request = draft(office, answers={"request.case_status": "cold"})
    ended(ListName.OFFENSE, "robbery", YESTERDAY)
    ended(ListName.CASE_STATUS, "cold", YESTERDAY)

    with pytest.raises(Incomplete) as incomplete:
        actions.submit(request=request, by=office.requester, at=AT)

    assert incomplete.value.errors == {
        "offense": "“robbery” is no longer on the list. Choose another.",
        "request.case_status": "“cold” is no longer on the list. Choose another.",
    }


@pytest.mark.django_db
def test_request_keeps_the_words_of_an_entry_that_ended(office: Office):
    request = submitted(office)
    ended(ListName.OFFENSE, "robbery", YESTERDAY)

    shown = signed_in(office.requester).get(request.get_absolute_url()).content.decode()
    listed = signed_in(office.requester).get(reverse("searches:list")).content.decode()

    assert words_of(request)["Offense"] == "Robbery"
    assert "Robbery" in shown
    assert "Robbery" in listed


@pytest.mark.django_db
def test_attempt_with_a_code_of_its_own_is_an_attempt(office: Office):
    homicide = entry_of(ListName.OFFENSE, "homicide")
    entered(
        ListName.OFFENSE,
        "attempted_homicide",
        attempt_of=homicide,
        statute="Code 664/187",
    )
    request = draft(office, offense="attempted_homicide")

    facts = facts_of(request, AT)

    assert facts["request.offense"] == "attempted_homicide"
    assert facts["request.offense_is_attempt"] is True
    assert words_of(request)["Offense"] == "Attempted homicide"


@pytest.mark.django_db
def test_question_about_a_list_offers_what_can_be_chosen():
    office = office_under(a_rule("allow", 'request.case_status != "cold"'))
    entered(ListName.CASE_STATUS, "referred")
    ended(ListName.CASE_STATUS, "closed", YESTERDAY)

    (fact,) = facts_to_ask(draft(office), AT)

    assert list(fact.choices) == ["open", "cold", "none", "referred"]


class TestAgencies:
    """An agency of the list brings its kind, and whether it may ask."""

    pytestmark = pytest.mark.django_db

    def facts(self, office: Office, **content: Any) -> tuple[Any, Any]:
        facts = facts_of(draft(office, **content), AT)
        return facts.get("request.agency_kind"), facts["request.agency_on_list"]

    def test_agency_with_an_agreement_is_on_the_list(self, office: Office):
        agency = AgreementFactory(agency__kind="state").agency

        assert self.facts(office, **OUTSIDE, agency=agency) == ("state", True)

    def test_agency_whose_agreement_ended_is_not(self, office: Office):
        agency = AgreementFactory(until=YESTERDAY).agency

        assert self.facts(office, **OUTSIDE, agency=agency) == ("local", False)

    def test_agency_in_free_text_is_on_no_list_and_of_a_kind_to_be_told(self, office: Office):
        assert self.facts(office, **OUTSIDE, agency_name="Port Amity Police") == (None, False)

    def test_agency_in_free_text_that_the_list_has_is_that_agency(self, office: Office):
        agency = AgreementFactory(agency__name="Port Amity Police").agency

        request = draft(office, **OUTSIDE, agency_name="port amity police ")

        assert (request.agency, request.agency_name) == (agency, "Port Amity Police")

    def test_department_itself_is_its_own_kind(self, office: Office):
        assert self.facts(office, agency_is_outside=False) == ("own", False)

    def test_agency_is_dropped_where_the_search_is_the_departments_own(self, office: Office):
        request = draft(office, **OUTSIDE, agency=AgencyFactory())

        actions.save_content(
            request=request, by=office.requester, at=AT, content={"agency_is_outside": False}
        )

        assert (fresh(request).agency, fresh(request).agency_name) == (None, "")

    def test_form_takes_an_agency_of_the_list_or_a_name(self):
        agency = AgencyFactory(name="Port Amity Police")

        chosen = SystemForm({"agency_is_outside": "yes", "agency": agency.pk}).content()
        typed = SystemForm({"agency_is_outside": "yes", "agency_name": "Another"}).content()
        none = SystemForm({"agency_is_outside": "yes"})

        assert (chosen["agency"], chosen["agency_name"]) == (agency, "Port Amity Police")
        assert (typed["agency"], typed["agency_name"]) == (None, "Another")
        assert none.errors["agency_name"] == ["Name the outside agency."]

    def test_kind_is_asked_only_where_the_list_does_not_say_it(self):
        office = office_under(a_rule("allow", 'request.agency_kind != "federal"'))

        listed = draft(office, **OUTSIDE, agency=AgencyFactory())
        typed = draft(office, **OUTSIDE, agency_name="Another")

        assert facts_to_ask(listed, AT) == []
        assert [fact.name for fact in facts_to_ask(typed, AT)] == ["request.agency_kind"]

    def test_submitted_version_says_which_agency(self, office: Office):
        agency = AgreementFactory().agency

        request = submitted(office, **OUTSIDE, agency=agency)

        content = request.versions.get().content
        assert (content["agency"], content["agency_name"]) == (agency.pk, agency.name)


@pytest.mark.django_db
def test_report_tells_new_codes_in_their_words(office: Office):
    entered(ListName.OFFENSE, "poaching", "taking game")
    submitted(office, offense="poaching")
    day = date(AT.year, AT.month, 1)

    found = cells(by_offense(scope(Period(day, AT.date()), AT + timedelta(days=1))))

    assert found["poaching"][0] == "Taking game"
