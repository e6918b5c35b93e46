"""The pages that ask before something is done to a version."""

from dataclasses import replace

import pytest
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.lifecycle import BY_REVIEWERS, BY_THE_CLOCK, Action
from policy.policies.models import Version
from policy.policies.packs import VersionHead
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    approved_policy,
    draft_policy,
    numbered,
    policy_in_review,
    policy_officer,
    published_policy,
    reviewers_of,
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

OFFERS = ".gh-offers a"
ENDED_LONG_AGO = VersionHead(1, effective_until="2021-01-12")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
@pytest.mark.parametrize("name", [*(set(Action) - BY_REVIEWERS - BY_THE_CLOCK), "edit"])
def test_only_policy_officers_open_the_pages_of_actions(name, role):
    version = published_policy()

    assert as_role(role).get(address(name, version)).status_code == 403


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.POLICY_OFFICER, Role.SUPERVISOR)]
)
@pytest.mark.parametrize("name", BY_REVIEWERS)
def test_only_officers_and_supervisors_open_the_pages_of_reviewers(name, role):
    version = published_policy()

    assert as_role(role).get(address(name, version)).status_code == 403


def test_version_goes_from_draft_into_force_by_two_people():
    version, reviewer = draft_policy(), policy_officer()
    author, second = signed_in(version.author), signed_in(reviewer)

    for client, action, typed in (
        (author, "send_to_review", {"reviewers": [reviewer.pk], "quorum": 1}),
        (second, "approve", {}),
        (author, "publish", {}),
    ):
        page(client, address(action, version))
        response = client.post(address(action, version), typed)
        assert response.status_code == 302

    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED
    assert version.in_force_from == NEXT_DAY


def test_supervisor_who_was_named_approves_on_the_page():
    captain = AccountFactory(roles=[Role.SUPERVISOR])
    author = AccountFactory(roles=[Role.POLICY_OFFICER], person__supervisor=captain.person)
    version = policy_in_review(author=author, reviewers=[captain])
    client = signed_in(captain)

    offered = [link["href"] for link in page(client, address("version", version)).select(OFFERS)]
    client.post(address("approve", version))

    assert offered == [address("approve", version), address("object", version)]
    version.refresh_from_db()
    assert (version.state, version.approved_by) == (VersionState.APPROVED, captain)


def test_officer_who_was_not_named_reads_why_they_cannot_approve():
    version = policy_in_review()

    response = signed_in(policy_officer()).get(address("approve", version))

    assert response.status_code == 403
    assert "You are not among the reviewers of this version." in words(soup_of(response))


def test_reviewer_objects_and_takes_it_back_on_the_pages():
    version = policy_in_review()
    (reviewer,) = reviewers_of(version)
    client = signed_in(reviewer)

    client.post(address("object", version), {"reason": "Too wide."})
    objected = page(client, address("version", version))
    client.post(address("take_back", version))

    assert words(objected.select_one(".gh-reviewers")) == (
        f"{reviewer.display_name} objects Too wide."
    )
    back = page(client, address("version", version))
    assert words(back.select_one(".gh-reviewers")) == f"{reviewer.display_name} has not decided"


@pytest.mark.parametrize(
    ("quorum", "said"),
    [
        ("2", "Expected from 1 to 1, the number of reviewers, not 2."),
        ("0", "Ensure this value is greater than or equal to 1."),
        ("", "This field is required."),
    ],
)
def test_quorum_that_cannot_be_is_said_at_its_field(quorum, said):
    version, reviewer = draft_policy(), policy_officer()

    response = signed_in(version.author).post(
        address("send_to_review", version), {"reviewers": [reviewer.pk], "quorum": quorum}
    )

    assert errors_of(soup_of(response)) == [f"How many of them have to approve: {said}"]
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_event_is_declared_on_its_page():
    version = published_policy()
    client = signed_in(version.author)

    asked = page(client, address("declare_event", version))
    client.post(
        address("declare_event", version),
        {
            "occurred_at": "2026-01-05T12:00",
            "evidence": "Board, item 4.",
            "link": "board.example/4",
        },
    )

    assert version.until_event in words(asked.main)
    shown = page(client, address("version", version))
    assert f"The event has come: {version.until_event}. Board, item 4." in words(shown.main)
    version.refresh_from_db()
    assert (version.state, version.in_force_until) == (VersionState.EXPIRED, NEXT_DAY)


def test_publishing_ends_the_interim_order_that_is_chosen():
    order = published_policy()
    version = approved_policy("lapd-policy-2021")
    client = signed_in(version.author)

    offered = page(client, address("publish", version)).select("[name=replaces]")
    client.post(address("publish", version), {"replaces": [order.pk]})

    assert [box["value"] for box in offered] == [str(order.pk)]
    order.refresh_from_db()
    assert (order.state, order.replaced_by_id) == (VersionState.SUPERSEDED, version.pk)
    shown = page(client, address("version", order))
    assert f"{version} took its place." in words(shown.main)


def test_obstacle_is_told_where_publishing_is_refused():
    version = approved_policy(replace(shipped(LAPD_NOTICE), version=ENDED_LONG_AGO))
    client = signed_in(version.author)

    shown = page(client, address("version", version)).select_one(".gh-obstacles")
    response = client.post(address("publish", version))

    assert words(shown).startswith("Its end, Jan. 12, 2021, midnight, is not after its beginning")
    assert response.status_code == 200


def test_withdrawing_says_what_is_left():
    version = published_policy()
    alone = page(signed_in(version.author), address("withdraw", version))
    other = published_policy("lapd-policy-2021")
    beside = page(signed_in(version.author), address("withdraw", version))

    assert "every search is refused" in words(alone.main)
    assert f"What stays in force decides alone: {other}." in words(beside.main)


def test_author_is_refused_approval_with_the_reason():
    version = policy_in_review()

    response = signed_in(version.author).post(address("approve", version))

    assert response.status_code == 403
    assert "You wrote this version" in words(soup_of(response))


def test_whoever_comes_second_is_told_who_was_first():
    version = policy_in_review()
    (first,) = reviewers_of(version)
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
