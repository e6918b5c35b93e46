"""Comments on the pages of drafts and versions."""

import pytest
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.models import Comment
from tests.factories.policies import AT, draft_policy, policy_officer, published_policy
from tests.policy.policies.views.pages import address, as_role, page, signed_in, soup_of, words

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def place(name, version, key):
    return reverse(f"policies:{name}", args=(version.policy.slug, version.number, key))


def remark(version, text="Is this so?"):
    clause = version.clauses.all()[0]
    return actions.comment_on(clause=clause, by=version.author, at=AT, text=text)


def test_comment_is_answered_resolved_and_opened_again():
    version = draft_policy()
    officer, clause = signed_in(policy_officer()), version.clauses.all()[0]

    officer.post(place("comment", version, clause.pk), {"text": "Is this so?"}, headers=HTMX)
    said = Comment.objects.get()
    officer.post(place("comment_answer", version, said.pk), {"text": "<b>Yes</b>"}, headers=HTMX)
    soup = soup_of(
        officer.post(place("comment_settle", version, said.pk), {"to": "resolved"}, headers=HTMX)
    )

    assert [words(item.p.find_next("p")) for item in soup.select(".gh-remark")] == [
        "Is this so?",
        "<b>Yes</b>",
    ]
    assert "Resolved by" in words(soup.select_one(".gh-thread--resolved"))
    again = officer.post(place("comment_settle", version, said.pk), {"to": "open"}, headers=HTMX)
    assert soup_of(again).select(".gh-thread--resolved") == []


@pytest.mark.parametrize("make", [draft_policy, published_policy])
def test_comment_without_scripts_leads_back_to_its_clause(make):
    version = make()
    clause = version.clauses.all()[0]
    back = address("draft", version) if make is draft_policy else version.get_absolute_url()

    response = signed_in(policy_officer()).post(
        place("comment", version, clause.pk), {"text": "Is this so?"}
    )

    assert response.url == f"{back}#clause-{clause.pk}"


def test_empty_comment_says_so_and_keeps_nothing():
    version = draft_policy()
    clause = version.clauses.all()[0]

    soup = soup_of(
        signed_in(version.author).post(
            place("comment", version, clause.pk), {"text": " "}, headers=HTMX
        )
    )

    assert words(soup.select_one(".gh-draft__note")) == "This field is required."
    assert not Comment.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_comments_on_a_version_are_read_by_the_office_and_auditors(role):
    version = published_policy()
    remark(version)
    client = as_role(role)
    response = client.get(version.get_absolute_url())

    reads = role in (Role.POLICY_OFFICER, Role.AUDITOR)
    assert (b"Is this so?" in response.content) == reads
    assert (b"New comment" in response.content) == (role == Role.POLICY_OFFICER)


def test_comment_on_a_clause_that_was_deleted_is_still_read():
    version = draft_policy()
    said = remark(version)
    rules = said.clause.rules.count()
    actions.delete_clause(clause=said.clause, by=version.author, at=AT, with_rules=rules)

    soup = page(signed_in(version.author), version.get_absolute_url())

    assert "1. No commercial service" in words(soup.select_one("#comments"))
    assert "Is this so?" in words(soup.select_one("#comments"))


def test_comment_of_another_version_is_not_there():
    version, other = draft_policy(), published_policy("lapd-policy-2021")
    said = remark(other)

    response = signed_in(policy_officer()).post(
        place("comment_answer", version, said.pk), {"text": "Yes."}
    )

    assert response.status_code == 404
    assert Comment.objects.count() == 1
