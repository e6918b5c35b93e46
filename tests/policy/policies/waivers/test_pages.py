import pytest
from django.urls import reverse

from policy.personnel.choices import Grade, Role
from policy.policies.choices import WaiverState
from policy.policies.models import Waiver
from tests.factories.personnel import AccountFactory
from tests.policy.policies.views.pages import (
    as_role,
    errors_of,
    page,
    queries_of,
    signed_in,
    soup_of,
    words,
)
from tests.policy.policies.waivers.office import CASE, asked, granted, of_rank, policy_in_force
from tests.policy.searches.office import open_office, submitted

pytestmark = pytest.mark.django_db
LIST = reverse("policies:waivers")
NEW = reverse("policies:waiver_new")


@pytest.fixture
def rule():
    return policy_in_force()


def typed(rule, **changes):
    return {
        "rule": rule.pk,
        "case_number": CASE,
        "reason": "A life is at stake.",
        "begins": "2096-03-01 08:00",
        "ends": "2096-03-08 08:00",
    } | changes


def test_requester_asks_and_the_captain_grants_through_the_pages(rule):
    client = as_role(Role.REQUESTER)

    answer = client.post(NEW, typed(rule), follow=True)
    waiver = Waiver.objects.get()
    captain = signed_in(of_rank(Grade.CAPTAIN))
    home = page(captain, "/")
    given = captain.post(waiver.get_absolute_url(), {"act": "grant", "reason": ""}, follow=True)

    assert "Whoever has the rank can now decide" in words(soup_of(answer))
    assert home.find("a", string=f"Case {CASE}")["href"] == waiver.get_absolute_url()
    assert "Granted." in words(soup_of(given))
    assert Waiver.objects.get().state == WaiverState.GRANTED


def test_wrong_entries_are_told_and_kept(rule):
    answer = as_role(Role.REQUESTER).post(NEW, typed(rule, ends="2096-02-01 08:00"))

    soup = soup_of(answer)
    assert any("still to come, after the beginning" in error for error in errors_of(soup))
    assert soup.find("textarea", {"name": "reason"}).text.strip() == "A life is at stake."
    assert Waiver.objects.count() == 0


def test_only_rules_that_can_be_waived_are_offered(rule):
    soup = page(as_role(Role.REQUESTER), NEW)

    offered = [option.text for option in soup.select("select[name=rule] option") if option["value"]]
    assert offered == [
        "No searches for robbery, clause 1 (1-robbery), by captain or above",
    ]


def test_requester_sees_own_waivers_and_no_others(rule):
    waiver = asked(rule)

    own = signed_in(waiver.asked_by).get(waiver.get_absolute_url())
    other = as_role(Role.REQUESTER).get(waiver.get_absolute_url())

    assert (own.status_code, other.status_code) == (200, 404)


def test_lieutenant_reads_why_not_and_cannot_grant(rule):
    waiver = asked(rule)
    client = signed_in(of_rank(Grade.LIEUTENANT))

    read = page(client, waiver.get_absolute_url())
    refused = client.post(waiver.get_absolute_url(), {"act": "grant", "reason": ""})

    assert "The rule is waived by the rank captain or above." in words(read.main)
    assert read.find("button", string="Grant") is None
    assert refused.status_code == 403


def test_refusal_offers_the_waiver_with_its_rule_and_case(rule):
    office = open_office()
    request = submitted(office)
    decision = request.steps.get(decision__isnull=False).decision_id

    address = reverse("searches:decision", args=[request.pk, decision])
    soup = page(signed_in(office.requester), address)

    link = soup.find("a", string="Ask for a waiver")["href"]
    assert link == f"{NEW}?rule={rule.pk}&case_number={CASE}"


def test_decision_names_the_waiver_that_it_rested_on(rule):
    waiver = granted(rule)
    office = open_office()
    request = submitted(office)
    decision = request.steps.get(decision__isnull=False).decision_id

    address = reverse("searches:decision", args=[request.pk, decision])
    soup = page(signed_in(office.supervisor), address)

    assert soup.find("a", string=f"Waiver of 1-robbery for {CASE}")["href"] == (
        waiver.get_absolute_url()
    )


def test_list_takes_as_many_queries_for_many_waivers_as_for_one(rule):
    asked(rule)
    client = signed_in(AccountFactory(roles=[Role.AUDITOR]))
    few = queries_of(client, LIST)
    for number in range(9):
        asked(rule, case_number=f"26-{number}")

    assert queries_of(client, LIST) == few


def test_policy_page_says_who_may_waive_a_rule(rule):
    soup = page(as_role(Role.REQUESTER), rule.version.get_absolute_url())

    assert "For one case it may be waived by the rank captain or above." in words(soup.main)
