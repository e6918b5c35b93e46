"""The pages on which a version is proved and compared."""

import pytest
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies.lifecycle import UNPUBLISHED
from policy.policies.models import Rule
from policy.policies.packs import AssuranceText
from tests.factories.policies import (
    VERSION_IN,
    draft_policy,
    numbered,
    policy_officer,
    published_policy,
    standing_assurance,
)
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import (
    address,
    as_role,
    page,
    queries_of,
    signed_in,
    soup_of,
    words,
)

pytestmark = pytest.mark.django_db

NEVER = AssuranceText("never", "Never commercial.", ("submit",), 'system.ownership == "commercial"')
ALLOW = a_rule("allow", id="all")
FORBID = a_rule("forbid", 'system.ownership == "commercial"', id="not-commercial")
FAILING = a_pack(ALLOW, assurances=(NEVER,))


def compare_address(version, other):
    return reverse("policies:compare", args=(version.policy.slug, version.number, other.number))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", UNPUBLISHED)
def test_analysis_and_comparison_are_there_for_those_who_see_the_version(state, role):
    version = VERSION_IN[state]()
    client = as_role(role)

    codes = {
        client.get(url).status_code
        for url in (address("analysis", version), compare_address(version, version))
    }

    knows = role in (Role.POLICY_OFFICER, Role.AUDITOR)
    assert codes == ({200} if knows else {404})


def test_an_unpublished_version_is_not_compared_for_others():
    version = published_policy()
    draft = draft_policy(numbered(PACK, 1))

    url = reverse("policies:compare", args=(version.policy.slug, version.number, 7))

    assert as_role(Role.POLICY_OFFICER).get(url).status_code == 404
    assert as_role(Role.REQUESTER).get(compare_address(draft, draft)).status_code == 404


def test_page_shows_shares_and_a_failed_assurance_with_its_request():
    soup = page(as_role(Role.POLICY_OFFICER), address("analysis", draft_policy(FAILING)))

    shares = [words(item) for item in soup.select(".gh-shares li")]
    assert shares == [
        "Enforced by a rule 0 0%",
        "Evidenced by a document or an attestation 0 0%",
        "Recorded only 1 100%",
        "Cannot be tested 0 0%",
    ]
    assert words(soup.select(".gh-assurances li")[0]) == (
        "Never commercial. Fails Permitted by: all For example: Someone asks to submit the request "
        "where the system is a commercial third party's."
    )


def test_page_shows_the_standing_assurances_over_all_policies_together():
    published_policy(a_pack(FORBID, slug="other"))
    standing_assurance(gates=["submit"])
    version = published_policy(a_pack(ALLOW))

    soup = page(as_role(Role.REQUESTER), address("analysis", version))

    assert words(soup.select(".gh-assurances li")[0]) == (
        "No commercial service is ever searched. Holds There is no request that breaks it."
    )


def test_a_text_with_errors_is_not_proved_but_its_errors_are_listed():
    version = draft_policy(FAILING)
    Rule.objects.filter(version=version).update(when="request.exigentt")
    client = as_role(Role.POLICY_OFFICER)

    analysis = page(client, address("analysis", version))
    comparison = page(client, compare_address(version, version))

    for soup in (analysis, comparison):
        assert "did you mean request.exigent," in words(soup.select_one(".usa-alert--error"))
        assert soup.select(".gh-shares") == []


def test_version_page_sums_up_what_is_proved():
    client = as_role(Role.POLICY_OFFICER)
    failing, keeping = draft_policy(FAILING), draft_policy(PACK)

    texts = [words(page(client, address("version", each)).main) for each in (failing, keeping)]

    assert "Fails Never commercial." in texts[0]
    assert "All 2 assurances are proved." in texts[1]


def test_versions_are_compared_with_an_example():
    first = published_policy(a_pack(ALLOW))
    second = draft_policy(numbered(a_pack(ALLOW, FORBID), 2))
    client = as_role(Role.AUDITOR)

    links = [
        link["href"]
        for link in page(client, address("analysis", second)).select("main a")
        if "/compare/" in link["href"]
    ]
    soup = page(client, compare_address(second, first))

    assert links == [compare_address(second, first)]
    assert soup.select_one(".gh-page-header__actions a")["href"] == (
        f"{reverse('policies:redline')}?old={first.pk}&new={second.pk}"
    )
    assert words(soup.select_one(".gh-compare__overall")) == (
        "Over all gates, version 2 is stricter, measured by version 1."
    )
    assert words(soup.select(".gh-compare")[0]) == (
        "Submit the request Stricter Stricter: Version 1 permits it; version 2 refuses it. For "
        "example: Someone asks to submit the request where the system is a commercial third "
        "party's."
    )


def test_a_page_that_was_proved_costs_the_same_queries_for_many_policies():
    client = as_role(Role.AUDITOR)
    version = published_policy(a_pack(ALLOW))
    before = queries_of(client, address("analysis", version))
    for number in range(3):
        published_policy(a_pack(ALLOW, slug=f"other-{number}"))

    assert queries_of(client, address("analysis", version)) == before


class TestStanding:
    def test_officer_adds_one_and_reads_whether_it_holds(self):
        published_policy(a_pack(ALLOW))
        client = signed_in(policy_officer())

        answer = client.post(
            reverse("policies:add_standing"),
            {
                "identifier": "never-urgent",
                "text": "Nothing is urgent.",
                "gates": ["submit"],
                "never": "request.exigent",
                "since": "2026-01-05",
            },
        )

        assert answer.status_code == 302
        text = words(page(client, reverse("policies:standing")).select_one(".gh-assurances li"))
        assert "It is never permitted to submit the request when there are exigent" in text
        assert "Fails Permitted by: all For example: Someone asks to submit" in text

    def test_error_stands_at_its_field_and_nothing_typed_is_lost(self):
        client = signed_in(policy_officer())
        typed = {"identifier": "x", "text": "Typed.", "gates": ["run"], "since": "2026-01-05"}

        soup = soup_of(client.post(reverse("policies:add_standing"), typed | {"never": "nothing"}))

        assert "no such fact" in words(soup.select_one(".gh-errors"))
        assert soup.select_one("textarea[name=text]").text.strip() == "Typed."

    def test_officer_ends_one_and_it_stays_in_the_list(self):
        assurance = standing_assurance()
        client = signed_in(policy_officer())
        url = reverse("policies:end_standing", args=(assurance.identifier,))

        answer = client.post(url, {"until": "2026-01-06"})

        assert answer.status_code == 302
        soup = page(client, reverse("policies:standing"))
        assert "ended by" in words(soup.select_one(".gh-assurances li"))
        assert soup.select(f'a[href="{url}"]') == []

    def test_ending_it_again_says_that_it_was_ended(self):
        assurance = standing_assurance()
        client = signed_in(policy_officer())
        url = reverse("policies:end_standing", args=(assurance.identifier,))
        client.post(url, {"until": "2026-01-06"})

        soup = soup_of(client.post(url, {"until": "2026-01-07"}))

        assert "was ended already" in words(soup.select_one(".gh-errors"))
