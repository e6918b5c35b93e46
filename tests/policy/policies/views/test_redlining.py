"""Two versions compared on a page."""

from dataclasses import replace

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
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import (
    as_role,
    errors_of,
    page,
    queries_of,
    signed_in,
    words,
)

pytestmark = pytest.mark.django_db

URL = reverse("policies:redline")


def between(old, new):
    return f"{URL}?old={old.pk}&new={new.pk}"


def second_version():
    first, *rest = PACK.clauses
    clause = replace(first, text="No one uses a **private** service.")
    return numbered(replace(PACK, clauses=(clause, *rest), rules=PACK.rules[:-1]), 2)


def test_page_shows_the_words_and_the_rules_that_changed():
    old = published_policy(PACK)
    new = draft_policy(second_version())

    soup = page(signed_in(policy_officer()), between(old, new))

    clause, rule = soup.select("section.gh-change")
    assert words(clause.h3) == "Clause 1 changed"
    assert words(clause.dd.select_one("del")) == "[deleted: commercial ]"
    assert words(clause.dd.select_one("ins")) == "[inserted: private ]"
    assert words(rule.h3) == "Rule 2-require removed"


def test_two_policies_are_compared_as_two_versions_are():
    old, new = published_policy(PACK), published_policy()

    soup = page(as_role(Role.REQUESTER), between(old, new))

    assert "Clause 1 changed" in [words(item) for item in soup.select("h3")]


def test_version_is_offered_its_predecessor():
    old, new = published_policy(PACK), draft_policy(second_version())

    soup = page(signed_in(policy_officer()), new.get_absolute_url())

    assert between(old, new) in [link["href"] for link in soup.select("a")]


def test_version_that_one_may_not_see_is_no_choice():
    old, new = published_policy(), draft_policy(numbered(shipped(LAPD_NOTICE), 2))

    soup = page(as_role(Role.REQUESTER), between(old, new))

    assert errors_of(soup)[0].startswith("To: Select a valid choice")
    assert soup.select(".gh-change") == []


def test_same_version_twice_says_that_nothing_changed():
    version = published_policy()

    soup = page(as_role(Role.REQUESTER), between(version, version))

    assert "Both say the same, word for word." in words(soup.main)


def test_page_asks_for_two_versions():
    assert errors_of(page(as_role(Role.REQUESTER), URL)) == []


def test_redline_costs_the_same_for_long_versions():
    client = signed_in(policy_officer())
    short, long = published_policy(), published_policy("lapd-policy-2021")

    assert queries_of(client, between(short, short)) == queries_of(client, between(long, long))


def test_first_version_of_a_policy_asks_for_the_other_one_without_an_error():
    version = draft_policy(PACK)

    soup = page(signed_in(policy_officer()), f"{URL}?new={version.pk}")

    assert soup.select(".gh-errors") == []
    assert soup.select_one("#id_new option[selected]")["value"] == str(version.pk)
