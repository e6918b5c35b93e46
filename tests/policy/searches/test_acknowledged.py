"""A rule can demand that who asks, and who runs, has acknowledged the policies in force."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policy.policies import actions as policy_actions
from policy.policies.models import Version
from policy.policies.queries import versions_in_force
from policy.searches.choices import Action, State
from policy.searches.facts import facts_at_run, facts_of
from tests.factories.personnel import UnitFactory
from tests.factories.policies import policy_officer, published_policy
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.policies.signatures import sign
from tests.policy.searches.office import AT, draft, fresh, open_office, submitted

pytestmark = pytest.mark.django_db

ASKING = a_pack(
    a_rule("refuse", "!requester.acknowledged", id="acknowledged"),
    a_rule("allow", id="allow", gates=("submit", "approve", "run", "release")),
    slug="asking",
)
OF_OPERATORS = a_pack(
    a_rule("refuse", "!operator.acknowledged", id="operator", gates=("run",)), slug="of-operators"
)


def office_with(*packs):
    office = open_office()
    for pack in packs:
        published_policy(pack, at=AT)
    return office


def sign_all(account, at=AT):
    for version in versions_in_force(at):
        sign(version, account, at=at)


def said(office):
    return facts_of(draft(office), AT).get("requester.acknowledged")


def test_who_has_not_acknowledged_is_refused_by_the_clause_and_permitted_afterward():
    office = office_with(ASKING)

    refused = submitted(office)
    decision = refused.steps.get(action=Action.SUBMIT).decision
    sign_all(office.requester)

    assert refused.state == State.REFUSED
    assert [reason.rule.identifier for reason in decision.reasons.all()] == ["acknowledged"]
    assert decision.facts["requester.acknowledged"] is False
    assert submitted(office).state == State.IN_APPROVAL


def test_every_version_in_force_that_binds_the_person_counts():
    office = office_with(ASKING)
    *most, last = versions_in_force(AT)

    for version in most:
        sign(version, office.requester, at=AT)
        assert said(office) is False
    sign(last, office.requester, at=AT)

    assert said(office) is True


def test_what_binds_another_unit_does_not_count():
    office = office_with(ASKING)
    for version in Version.objects.exclude(policy__slug="asking"):
        policy_actions.bind(version=version, units=[UnitFactory()], by=policy_officer(), at=AT)

    sign(Version.objects.get(policy__slug="asking"), office.requester, at=AT)

    assert said(office) is True


def test_the_fact_is_not_gathered_where_no_policy_in_force_speaks_of_it():
    assert said(office_with()) is None


def test_the_operator_is_asked_for_on_its_own():
    office = office_with(OF_OPERATORS)
    request = draft(office)

    facts = facts_at_run(request, office.examiner.member, AT)
    sign_all(office.examiner)
    afterward = facts_at_run(request, office.examiner.member, AT)

    assert facts["operator.acknowledged"] is False
    assert afterward["operator.acknowledged"] is True
    assert "requester.acknowledged" not in facts


def test_it_costs_one_query_where_a_policy_speaks_of_it():
    office = office_with()
    request = fresh(draft(office))
    without = queries_for_facts(request)
    published_policy(ASKING, at=AT)

    assert queries_for_facts(request) == without + 1


def queries_for_facts(request):
    """Once before, so that what a process reads only once is not counted."""
    facts_of(request, AT)
    with CaptureQueriesContext(connection) as queries:
        facts_of(request, AT)
    return len(queries)


def test_a_pack_that_demands_it_refuses_on_the_form_until_one_has_signed(client):
    office = open_office(packs=("new-jersey-clearview-2020",))
    client.force_login(office.requester)
    before, after = draft(office), draft(office)

    client.post(reverse("searches:submit", args=[before.pk]))
    sign_all(office.requester)
    client.post(reverse("searches:submit", args=[after.pk]))

    page = client.get(reverse("searches:detail", args=[before.pk])).content.decode()
    assert fresh(before).state == State.REFUSED
    assert "Refused by clause 2" in page
    assert fresh(after).state == State.IN_APPROVAL
