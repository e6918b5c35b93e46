"""The page of the policies in force: each clause beside what Gatehouse makes of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies.choices import VersionState
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    expired_policy,
    numbered,
    published_policy,
    shipped,
    superseded_policy,
    withdrawn_policy,
)
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import NEXT_DAY, as_role, page, queries_of, words

pytestmark = pytest.mark.django_db


def test_each_clause_stands_beside_the_rules_that_enforce_it():
    published_policy()

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    (first, second, _third) = soup.select(".gh-provision")
    assert words(first.h3) == "Clause 1 No commercial service"
    assert "No one may use a commercial third party" in words(first.blockquote)
    assert words(second.select_one(".gh-status")) == "Enforced by a rule"
    assert [words(rule) for rule in second.select(".gh-rule")] == [
        (
            "Forbids When the search is for an outside agency, nobody may submit or approve "
            "the request, run the search, or release a lead. Nothing overrides this."
        )
    ]


def test_every_effect_and_requirement_is_told_in_words():
    published_policy(PACK)

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    assert [words(rule.select_one(".gh-rule__words")) for rule in soup.select(".gh-rule")] == [
        (
            "When the system is a commercial third party's, nobody may submit the request or run "
            "the search. Nothing overrides this."
        ),
        (
            "When the request is about trespass, nobody may submit the request, unless a rule "
            "makes an exception."
        ),
        (
            "When the answer to “How great is the danger?” is high, one may submit the request, "
            "even where a rule refuses it."
        ),
        (
            "When the system is a government partner's, one may submit or approve the request, or "
            "run the search, unless a rule refuses it."
        ),
        "In every case, this is required to submit the request:",
    ]
    assert [words(item) for item in soup.select(".gh-rule__requirements li")] == [
        (
            "2 approvals, each by someone of at least the rank of lieutenant, in the requester's "
            "chain of command, other than the requester and the operator, within 24 hours"
        ),
        "comparison by 2 examiners, each without knowing what the others found",
        "the requester attests: “I have read the policy.”",
        "a document: Request form",
        "the approval ends after 1 hour",
        "approval after the fact, within 48 hours",
        "notice to the council, within 24 hours after the search is run: “A search was made.”",
        "the probe image is kept for at least 1 day and at most 365 days",
    ]


def test_interim_order_says_until_which_event():
    published_policy()

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    assert words(soup.select_one(".gh-interim")) == (
        "Interim, until a formal department policy on face recognition takes the place of "
        "this notice. No end known"
    )


def test_clause_without_rule_says_so():
    published_policy(PACK)

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    assert words(soup.select_one(".gh-provision__none")) == (
        "No rule decides this. People see to it; Gatehouse keeps the text."
    )


def test_markdown_of_a_clause_is_safe():
    pack = numbered(PACK, 1)
    clause = pack.clauses[0].__class__(
        "1", "Markup", "**Bold** <script>alert(1)</script> [x](javascript:alert(1))", "recorded"
    )
    published_policy(pack.__class__(pack.policy, pack.version, (clause,)))

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    quote = soup.select_one(".gh-provision blockquote")
    assert quote.strong.get_text() == "Bold"
    assert quote.find("script") is None
    assert quote.find("a", href=True) is None


@pytest.mark.parametrize(
    ("day", "shown"), [("2026-01-04", []), ("2026-01-05", ["1"]), ("2026-01-06", ["1", "2"])]
)
def test_what_was_in_force_on_a_day(day, shown):
    published_policy()
    published_policy(numbered(shipped(LAPD_NOTICE), 2), at=NEXT_DAY)

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force") + f"?at={day}")

    found = [words(facts) for facts in soup.select(".gh-policy__facts span:nth-child(2)")]
    assert found == [f"Version {number}" for number in shown]


def test_day_that_cannot_be_read_is_said_to_be_wrong():
    published_policy()

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force") + "?at=yesterday")

    assert words(soup.select_one(".usa-error-message")) == "Enter a valid date."
    assert len(soup.select(".gh-policy")) == 1


def test_page_without_policies_says_that_everything_is_refused():
    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    assert words(soup.select_one(".gh-empty__title")) == "No policy is in force"


def test_page_costs_the_same_queries_for_one_policy_and_for_three():
    client = as_role(Role.REQUESTER)
    published_policy()
    one = queries_of(client, reverse("policies:in_force"))
    published_policy("lapd-policy-2021")
    published_policy("lacris-member-policy")

    assert queries_of(client, reverse("policies:in_force")) == one


def test_policies_in_force_together_say_that_they_decide_together():
    client = as_role(Role.REQUESTER)
    published_policy()
    alone = page(client, reverse("policies:in_force")).select_one(".gh-together")
    published_policy("lapd-policy-2021")
    published_policy("lacris-member-policy")

    together = page(client, reverse("policies:in_force")).select_one(".gh-together")

    assert alone is None
    assert words(together) == (
        "3 policies are in force and decide together: what one of them forbids or refuses is "
        "refused, and what each of them demands has to be met. Every reason names its policy."
    )


def test_interim_order_with_an_end_does_not_say_that_none_is_known():
    published_policy(in_force_until=NEXT_DAY + timedelta(days=1))

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    assert "No end known" not in words(soup.select_one(".gh-interim"))


@pytest.mark.parametrize("end", [withdrawn_policy, expired_policy])
def test_page_tells_what_has_ended_and_what_that_means(end):
    version = end()

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    told = words(soup.select_one(".gh-lapse--over"))
    assert told.startswith(f"{version} : {version.get_state_display().capitalize()}")
    assert version.end_reason in told
    assert told.endswith(
        "It decides no longer. Where no policy in force permits a search, every search is refused."
    )


def test_version_that_its_next_one_superseded_is_not_told():
    superseded_policy()

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    assert soup.select(".gh-lapse") == []


def test_what_ended_long_ago_is_told_no_longer():
    withdrawn_policy(at=NEXT_DAY - timedelta(days=32))

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    assert soup.select(".gh-lapse") == []


def test_page_shows_at_its_time_what_begins_then_without_any_job():
    first = published_policy()
    published_policy(numbered(shipped(LAPD_NOTICE), 2), at=AT, in_force_from=NEXT_DAY)

    soup = page(as_role(Role.REQUESTER), reverse("policies:in_force"))

    (shown,) = soup.select(".gh-policy__facts span:nth-child(2)")
    assert words(shown) == "Version 2"
    first.refresh_from_db()
    assert first.state == VersionState.PUBLISHED
