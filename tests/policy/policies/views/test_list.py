"""The list of versions."""

import pytest
from django.urls import reverse

from policy.personnel.choices import Role
from tests.factories.policies import (
    LAPD_NOTICE,
    draft_policy,
    numbered,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.views.pages import as_role, page, queries_of, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_drafts_are_listed_for_policy_officers_and_auditors_alone(role):
    published_policy()
    draft_policy(numbered(shipped(LAPD_NOTICE), 2))

    soup = page(as_role(role), reverse("policies:list"))

    knows = role in (Role.POLICY_OFFICER, Role.AUDITOR)
    states = [words(tag) for tag in soup.select("tbody .gh-status")]
    assert sorted(states) == (["Draft", "Published"] if knows else ["Published"])


def test_filter_offers_only_policies_that_the_account_may_see():
    draft_policy()
    published_policy("lapd-policy-2021")

    soup = page(as_role(Role.REQUESTER), reverse("policies:list"))

    options = [option["value"] for option in soup.select("#id_policy option")]
    assert options == ["", "lapd-policy-2021"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("policy=lapd-notice-2020", ["Notice on face recognition, November 2020"]),
        ("state=draft", ["Policy on the use of photo-comparison technology"]),
        ("state=withdrawn", []),
    ],
)
def test_filters_narrow_the_list(query, titles):
    published_policy()
    draft_policy("lapd-policy-2021")

    soup = page(signed_in(policy_officer()), reverse("policies:list") + f"?{query}")

    assert [words(link) for link in soup.select("tbody th a")] == titles


def test_list_costs_the_same_queries_for_one_row_and_for_many():
    client = signed_in(policy_officer())
    published_policy()
    one = queries_of(client, reverse("policies:list"))
    for number in range(2, 12):
        draft_policy(numbered(shipped(LAPD_NOTICE), number))

    assert queries_of(client, reverse("policies:list")) == one
