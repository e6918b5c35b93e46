"""The page of a version: who sees it, what it tells, what it offers."""

from dataclasses import replace

import pytest

from policy.personnel.choices import Role
from policy.policies.choices import VersionState
from policy.policies.lifecycle import UNPUBLISHED, actions_from
from policy.policies.packs import write_pack
from tests.factories.policies import (
    LAPD_NOTICE,
    VERSION_IN,
    draft_policy,
    policy_in_review,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.building import a_pack
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import address, as_role, page, signed_in, words

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

    soup = page(signed_in(policy_officer()), address("version", version))

    offered = [link["href"] for link in soup.select(".gh-offers a")]
    assert offered == [address(action, version) for action in actions_from(state)]


def test_author_reads_why_they_cannot_approve():
    version = policy_in_review()

    soup = page(signed_in(version.author), address("version", version))

    assert words(soup.select_one(".gh-offers__not")) == (
        "Approve You wrote this version, so another policy officer has to approve it."
    )


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


@pytest.mark.parametrize(
    ("enforcement", "told"),
    [
        ("recorded", "No rule decides this. People see to it; Gatehouse keeps the text."),
        ("untestable", "No rule decides this. It is too vague for anyone to say whether it was"),
    ],
)
def test_page_says_what_becomes_of_a_clause_without_a_rule(enforcement, told):
    pack = a_pack()
    clauses = tuple(replace(clause, enforcement=enforcement) for clause in pack.clauses)
    version = draft_policy(replace(pack, clauses=clauses))

    soup = page(as_role(Role.AUDITOR), address("version", version))

    assert words(soup.select_one(".gh-provision__none")).startswith(told)
