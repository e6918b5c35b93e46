"""The page of a version: who sees it, what it tells, what it offers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.lifecycle import UNPUBLISHED, Action, actions_from
from policy.policies.models import LapseWarning
from policy.policies.packs import write_pack
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    VERSION_IN,
    draft_policy,
    policy_in_review,
    policy_officer,
    published_policy,
    reviewers_of,
    shipped,
)
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import address, as_role, page, signed_in, soup_of, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ["version", "export"])
@pytest.mark.parametrize("state", UNPUBLISHED)
def test_unpublished_version_is_not_there_for_others(state, name, role):
    version = VERSION_IN[state]()

    response = as_role(role).get(address(name, version))

    knows = role in (Role.POLICY_OFFICER, Role.AUDITOR)
    assert response.status_code == (200 if knows else 404)


@pytest.mark.parametrize("state", VersionState)
def test_officer_is_offered_what_the_table_lets_them_do(state):
    version = VERSION_IN[state](PACK)
    officer = (*reviewers_of(version), policy_officer())[0]

    soup = page(signed_in(officer), address("version", version))

    offered = [link["href"] for link in soup.select(".gh-offers a")]
    possible = [action for action in actions_from(state) if action != Action.TAKE_BACK]
    assert offered == [address(action, version) for action in possible]


def test_declaring_the_event_is_offered_where_the_text_names_one():
    version = published_policy("lapd-policy-2021")

    soup = page(signed_in(policy_officer()), address("version", version))

    assert [link["href"] for link in soup.select(".gh-offers a")] == [address("withdraw", version)]


def test_author_reads_why_they_cannot_approve():
    version = policy_in_review()

    soup = page(signed_in(version.author), address("version", version))

    assert words(soup.select_one(".gh-offers__not")) == (
        "Approve You wrote this version, so others have to approve it."
    )


def test_review_shows_who_was_asked_and_what_is_missing():
    reviewers = [policy_officer(), policy_officer()]
    version = policy_in_review(reviewers=reviewers, quorum=2)
    actions.approve(version=version, by=reviewers[1], at=AT)

    soup = page(signed_in(version.author), address("version", version))

    (panel,) = [panel for panel in soup.select(".gh-panel") if words(panel.h2) == "Review"]
    assert words(panel.p) == "1 of 2 approvals"
    assert [words(item) for item in panel.select("li")] == [
        f"{reviewers[0].display_name} has not decided",
        f"{reviewers[1].display_name} approves",
    ]
    assert words(soup.select_one(".gh-obstacles")) == "1 approval is missing."


def test_auditor_sees_the_review_and_no_obstacles():
    version = policy_in_review()

    soup = page(as_role(Role.AUDITOR), address("version", version))

    assert len(soup.select(".gh-reviewers li")) == 1
    assert soup.select(".gh-obstacles") == []


def test_warning_of_a_lapse_is_shown_to_all_and_acknowledged_by_officers():
    version = published_policy(in_force_until=AT + timedelta(days=5))
    actions.warn_of_lapses(at=AT)
    officer = signed_in(policy_officer())

    for_officer = page(officer, address("version", version)).select_one(".gh-lapse")
    for_others = page(as_role(Role.REQUESTER), address("version", version)).select_one(".gh-lapse")
    response = officer.post(for_officer.form["action"], follow=True)

    assert words(for_others) == (
        "This version lapses: Jan. 10, 2026, 9 a.m. Nothing follows it. No decision of the last "
        "90 days was made under it. After it no policy is in force: every search is refused. "
        "Nothing extends it: publish another version to follow it."
    )
    assert for_others.form is None
    after = soup_of(response)
    assert after.select(".gh-lapse") == []
    assert "Warning of the lapse acknowledged" in words(after.select_one(".gh-timeline"))


def test_second_officer_is_told_that_a_warning_was_acknowledged():
    published_policy(in_force_until=AT + timedelta(days=5))
    actions.warn_of_lapses(at=AT)
    warning, first = LapseWarning.objects.get(), policy_officer()
    actions.acknowledge_warning(warning=warning, by=first, at=AT)

    response = signed_in(policy_officer()).post(
        reverse("policies:acknowledge", args=[warning.pk]), follow=True
    )

    said = words(soup_of(response).select_one(".gh-messages"))
    assert said == f"{first.display_name} has acknowledged this warning already."


def test_auditor_sees_a_draft_and_is_offered_nothing():
    version = draft_policy()

    soup = page(as_role(Role.AUDITOR), address("version", version))

    assert soup.select(".gh-offers") == []


def test_page_shows_each_condition_as_written_and_in_cel():
    version = published_policy("lacris-member-policy")

    soup = page(as_role(Role.REQUESTER), address("version", version))

    source = soup.select(".gh-rule__source")[0]
    assert 'request.legal_basis >= "reasonable_suspicion"' in source.select("code")[1].text
    assert ">=" not in source.select("code")[2].text


def test_page_shows_questions_and_assurances_in_words():
    version = published_policy(PACK)

    soup = page(as_role(Role.REQUESTER), address("version", version))

    assert "there are exigent circumstances" in words(soup.select("tbody tr")[0])
    assert [words(item) for item in soup.select(".gh-assurances li")] == [
        (
            "No commercial service is ever searched. It is never permitted to run the search when "
            "the system is a commercial third party's."
        ),
        "Every search is approved. Always required to submit the request: approval.",
    ]


def test_export_is_the_pack():
    version = published_policy()

    response = as_role(Role.REQUESTER).get(address("export", version))

    assert response.content.decode() == write_pack(shipped(LAPD_NOTICE))
    assert response["Content-Disposition"] == 'attachment; filename="lapd-notice-2020-1.toml"'
