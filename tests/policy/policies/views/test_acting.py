"""The pages that ask before something is done to a version."""

import pytest
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    approved_policy,
    draft_policy,
    numbered,
    policy_in_review,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.views.pages import (
    NEXT_DAY,
    address,
    as_role,
    errors_of,
    page,
    signed_in,
    soup_of,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
@pytest.mark.parametrize("name", [*Action.values[:6], "edit"])
def test_only_policy_officers_open_the_pages_of_actions(name, role):
    version = published_policy()

    assert as_role(role).get(address(name, version)).status_code == 403


def test_version_goes_from_draft_into_force_by_two_people():
    version = draft_policy()
    author, second = signed_in(version.author), signed_in(policy_officer())

    for client, action in (
        (author, "send_to_review"),
        (second, "approve"),
        (author, "publish"),
    ):
        page(client, address(action, version))
        response = client.post(address(action, version))
        assert response.status_code == 302

    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED
    assert version.in_force_from == NEXT_DAY


def test_author_is_refused_approval_with_the_reason():
    version = policy_in_review()

    response = signed_in(version.author).post(address("approve", version))

    assert response.status_code == 403
    assert "You wrote this version" in words(soup_of(response))


def test_whoever_comes_second_is_told_who_was_first():
    version = policy_in_review()
    first = policy_officer()
    actions.approve(version=version, by=first, at=AT)

    response = signed_in(policy_officer()).post(address("approve", version))

    assert response.status_code == 409
    assert f"{version} is now: approved, by {first.display_name}." in words(soup_of(response))


def test_page_of_an_action_that_came_too_late_says_so():
    version = published_policy()

    response = signed_in(policy_officer()).get(address("discard", version))

    assert response.status_code == 409
    assert f"{version} is now: published" in words(soup_of(response))


def test_reason_is_not_lost_where_the_version_was_withdrawn_meanwhile():
    version = published_policy()
    actions.withdraw(version=version, by=version.author, at=AT, reason="First.")

    response = signed_in(policy_officer()).post(
        address("withdraw", version), {"reason": "The Board replaced it."}
    )

    assert response.status_code == 409
    assert "The Board replaced it." in words(soup_of(response))


def test_withdrawing_without_reason_asks_for_it():
    version = published_policy()

    response = signed_in(policy_officer()).post(address("withdraw", version), {"reason": " "})

    assert errors_of(soup_of(response)) == ["Reason: This field is required."]


def test_dates_of_publication_are_read_in_the_departments_zone():
    version = approved_policy()

    signed_in(version.author).post(
        address("publish", version),
        {"in_force_from": "2026-03-01T09:00", "in_force_until": "2026-04-01T09:00"},
    )

    version.refresh_from_db()
    assert version.in_force_from.isoformat() == "2026-03-01T17:00:00+00:00"
    assert version.in_force_until.isoformat() == "2026-04-01T16:00:00+00:00"


def test_dates_that_cannot_be_stay_in_the_form_with_the_reason():
    version = approved_policy()

    response = signed_in(version.author).post(
        address("publish", version), {"in_force_from": "2026-01-05T09:00"}
    )

    soup = soup_of(response)
    assert errors_of(soup) == [
        (
            "In force from: Expected a moment from now on, or nothing for at once, not "
            "Jan. 5, 2026, 9 a.m."
        )
    ]
    assert soup.select_one("#id_in_force_from")["value"] == "2026-01-05T09:00"


def test_publishing_says_which_version_it_ends():
    published_policy()
    second = approved_policy(numbered(shipped(LAPD_NOTICE), 2))

    soup = page(signed_in(second.author), address("publish", second))

    assert "takes the place of version 1" in words(soup.main)


def test_discarding_leads_back_to_the_list():
    version = draft_policy()

    response = signed_in(version.author).post(address("discard", version))

    assert response.url == reverse("policies:list")
    assert not Version.objects.exists()
