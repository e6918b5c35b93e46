"""An owner's policy, a law and an order of the department: together they decide on a request."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from policy.policies.choices import Outcome
from policy.policies.packs import ClauseText, Pack, RuleText
from policy.searches.models import SearchRequest
from tests.factories.policies import published_policy
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.searches.office import AT, Office, open_office, submitted
from tests.policy.searches.pages import listed, parsed, signed_in, url, words

pytestmark = pytest.mark.usefixtures("office_hours")

# Short name and title of the three, in the order in which they are asked.
TITLES = {
    "county-owner": "Policy of the county that owns the system",
    "department-order": "Order of the department",
    "state-law": "Law of the state",
}
OF_ROBBERY = 'request.offense == "robbery"'


def policy(slug: str, *rules: RuleText) -> Pack:
    """A policy with one clause in words of its own, which its rules carry out."""
    pack = a_pack(*rules, slug=slug)
    clause = ClauseText("1", "Clause", f"So says the {TITLES[slug].lower()}.", "enforced")
    return replace(pack, policy=replace(pack.policy, title=TITLES[slug]), clauses=(clause,))


def in_force(**rules: Sequence[RuleText]) -> None:
    for slug in TITLES:
        published_policy(policy(slug, *rules[slug.replace("-", "_")]), at=AT)


@pytest.fixture
def bare_office(db: None) -> Office:
    return open_office(packs=())


def decision_page(office: Office, request: SearchRequest) -> object:
    (step,) = request.steps.filter(decision__isnull=False)
    return signed_in(office.requester).get(url("decision", request.pk, step.decision_id))


def sources(titles: Sequence[str]) -> list[str]:
    return [f"{TITLES[slug]}, version 1, clause 1" for slug in titles]


@pytest.mark.parametrize("forbidding", TITLES)
@pytest.mark.parametrize("effect", ["forbid", "refuse"])
def test_what_one_policy_forbids_is_refused_whatever_the_others_allow(
    bare_office: Office, forbidding: str, effect: str
):
    rules = {slug.replace("-", "_"): [a_rule("allow")] for slug in TITLES}
    in_force(**rules | {forbidding.replace("-", "_"): [a_rule(effect, OF_ROBBERY)]})

    request = submitted(bare_office)
    response = decision_page(bare_office, request)

    assert request.steps.get(decision__isnull=False).decision.outcome == Outcome.REFUSED
    assert words(response, ".gh-verdict h2") == f"Refused by clause 1 of “{TITLES[forbidding]}”"
    assert listed(response, ".gh-verdict figcaption") == sources([forbidding])
    assert f"So says the {TITLES[forbidding].lower()}." in words(response, ".gh-verdict")
    decided_under = parsed(response).select(".gh-panel")[-1]
    assert [link.get_text() for link in decided_under.select("a")] == [
        f"{title} (version 1)" for title in TITLES.values()
    ]


def test_each_of_three_refusals_names_its_policy(bare_office: Office):
    in_force(
        county_owner=[a_rule("refuse", OF_ROBBERY)],
        department_order=[a_rule("forbid", OF_ROBBERY)],
        state_law=[a_rule("refuse", OF_ROBBERY)],
    )

    response = decision_page(bare_office, submitted(bare_office))

    assert listed(response, ".gh-verdict figcaption") == sources(
        ["department-order", "county-owner", "state-law"]
    )


def test_what_all_three_let_pass_is_permitted(bare_office: Office):
    in_force(
        county_owner=[a_rule("allow")],
        department_order=[a_rule("refuse", 'request.offense == "trespass"')],
        state_law=[a_rule("allow", OF_ROBBERY)],
    )

    request = submitted(bare_office)

    (step,) = request.steps.filter(decision__isnull=False)
    assert step.decision.outcome == Outcome.PERMITTED
    assert step.decision.versions.count() == len(TITLES)


def test_where_all_three_are_silent_each_is_named(bare_office: Office):
    nothing = [a_rule("allow", 'request.offense == "trespass"')]
    in_force(county_owner=nothing, department_order=nothing, state_law=nothing)

    response = decision_page(bare_office, submitted(bare_office))

    said = words(response, ".gh-verdict")
    assert [title in said for title in TITLES.values()] == [True] * 3
