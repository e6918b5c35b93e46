"""The page of a draft: written from nothing, kept at every change, held by one at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.models import Version
from policy.policies.packs import ClauseText
from policy.policies.queries import pack_of
from tests.factories.policies import (
    LAPD_NOTICE,
    draft_policy,
    fresh,
    numbered,
    policy_in_review,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.policies.drafts import empty_draft
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import (
    NEXT_DAY,
    address,
    as_role,
    errors_of,
    page,
    queries_of,
    signed_in,
    soup_of,
    words,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
NEW = reverse("policies:new")


def test_policy_begins_from_nothing():
    response = signed_in(policy_officer()).post(
        NEW, {"title": "Searches at night", "issuer": "", "slug": ""}
    )

    version = Version.objects.get()
    assert version.policy.slug == "searches-at-night"
    assert response.url == address("draft", version)


@pytest.mark.parametrize(
    ("slug", "error"),
    [
        (LAPD_NOTICE, f"“{LAPD_NOTICE}” is the short name of another policy already"),
        ("Not a slug", "Expected such as night-searches"),
    ],
)
def test_short_name_that_cannot_be_stays_in_the_form_with_the_reason(slug, error):
    draft_policy()

    soup = soup_of(signed_in(policy_officer()).post(NEW, {"title": "Night", "slug": slug}))

    assert error in errors_of(soup)[0]
    assert soup.select_one("#id_slug")["value"] == slug
    assert soup.select_one("#id_title")["value"] == "Night"


def test_next_version_begins_with_the_text_of_the_one_before():
    version = published_policy()
    officer = signed_in(policy_officer())
    page(officer, address("next", version))

    response = officer.post(address("next", version))

    begun = Version.objects.get(number=2)
    assert response.url == address("draft", begun)
    assert pack_of(begun) == numbered(shipped(LAPD_NOTICE), 2)


def test_draft_that_is_there_already_is_named_before_another_begins():
    version = published_policy()
    actions.begin_next(version=version, by=policy_officer(), at=NEXT_DAY)

    soup = page(signed_in(policy_officer()), address("next", version))

    assert "Notice on face recognition, November 2020 (version 2)" in words(soup.main)


def test_draft_without_flaws_leads_to_what_is_proved_of_it():
    version = draft_policy(PACK)
    soup = soup_of(signed_in(version.author).get(address("draft", version)))

    assert not soup.select("#flaws li")
    assert soup.select_one("#flaws a")["href"] == address("analysis", version)


def test_page_tells_every_flaw_at_the_top_and_where_it_is():
    clause = ClauseText("1", "", "See [clause 9].", "recorded")
    version = draft_policy(replace(PACK, clauses=(clause, *PACK.clauses[1:])))

    soup = page(signed_in(version.author), address("draft", version))

    anchor = f"clause-{version.clauses.get(identifier='1').pk}"
    links = {(link["href"], words(link.parent)) for link in soup.select("#flaws li a")}
    assert links == {
        (f"#{anchor}", "Clause 1 : heading is missing"),
        (f"#{anchor}", 'Clause 1 : there is no clause "9" to refer to'),
    }
    here = [words(item) for item in soup.select(f"#{anchor} .gh-draft__note li")]
    assert here == ["Heading is missing", 'There is no clause "9" to refer to']


def test_page_shows_what_a_rule_does_and_one_that_cannot_be_read_as_it_is_written():
    version = draft_policy(PACK)
    version.rules.filter(identifier="1-allow").update(when="system.nothing ==")

    soup = page(signed_in(version.author), address("draft", version))

    first, *_, broken = [words(rule) for rule in soup.select(".gh-draft__rules .gh-rule")][:4]
    assert "When the system is a commercial third party's" in first
    assert "This rule cannot be read yet. system.nothing ==" in broken


def test_version_page_of_a_wrong_draft_shows_what_can_be_read():
    version = draft_policy(PACK)
    version.rules.filter(identifier="1-allow").update(when="system.nothing ==", gates=[])
    version.questions.filter(name="danger").update(choices={})
    version.assurances.update(never="(", always_requires="")

    soup = page(signed_in(version.author), address("version", version))

    assert "This rule cannot be read yet." in words(soup.main)
    assert soup.select("#flaws li")


def test_head_is_kept_as_it_is_typed_and_the_answer_says_so():
    version = empty_draft()
    officer = signed_in(version.author)

    response = officer.post(
        address("draft_head", version),
        {"title": "Night", "effective_from": "1 July"},
        headers=HTMX,
    )

    soup, kept = soup_of(response), fresh(version)
    assert (kept.title, kept.effective_from) == ("Night", "1 July")
    assert words(soup.select_one("#saved")) == "Saved at 9 a.m."
    assert "expected a date" in words(soup.select_one("#flaws"))
    assert words(soup.select_one("#note-head-effective_from")).startswith("Expected a date")
    assert {item["hx-swap-oob"] for item in soup.find_all(recursive=False)} == {"true"}


def test_what_is_too_long_to_keep_is_said_and_the_rest_is_kept():
    version = empty_draft()

    response = signed_in(version.author).post(
        address("draft_head", version), {"title": "x" * 201, "issuer": "Chief"}, headers=HTMX
    )

    soup, kept = soup_of(response), fresh(version)
    assert (kept.title, kept.issuer) == (version.title, "Chief")
    assert words(soup.select_one("#saved")) == "Saved at 9 a.m. · but not “Title”"
    assert "at most 200 characters" in words(soup.select_one("#note-head-title"))


def test_head_is_kept_without_scripts_too():
    version = empty_draft()

    response = signed_in(version.author).post(address("draft_head", version), {"title": "Night"})

    assert response.url == address("draft", version)
    assert fresh(version).title == "Night"


def test_lines_are_kept_as_a_pack_has_them():
    version = empty_draft()

    signed_in(version.author).post(
        address("draft_head", version), {"summary": " One.\r\n\r\nTwo. \r\n"}
    )

    assert fresh(version).summary == "One.\n\nTwo."


def test_second_officer_reads_who_edits_and_has_no_forms():
    version = draft_policy()
    page(signed_in(version.author), address("draft", version))

    soup = page(signed_in(policy_officer()), address("draft", version))

    said = words(soup.select_one("#lock"))
    assert said.startswith(f"{version.author.display_name} is editing this draft, since")
    assert soup.select("[data-autosave]") == []
    assert len(soup.select(".gh-draft__clause")) == 3


def test_save_that_is_refused_says_why_and_keeps_what_was_typed():
    version = draft_policy()
    page(signed_in(version.author), address("draft", version))
    second = signed_in(policy_officer())
    typed = {"title": "What I typed"}

    answer = second.post(address("draft_head", version), typed, headers=HTMX)
    whole = second.post(address("draft_head", version), typed)

    assert (answer.status_code, whole.status_code) == (409, 409)
    assert f"{version.author.display_name} has been editing this draft" in words(soup_of(answer))
    assert words(soup_of(whole).select_one("blockquote")) == "What I typed"
    assert fresh(version).title == version.title


def test_page_that_was_left_for_long_overwrites_nothing():
    version, second = draft_policy(), policy_officer()
    first = signed_in(version.author)
    held = page(first, address("draft", version)).select_one("[name=held]")["value"]
    with time_machine.travel(NEXT_DAY + timedelta(minutes=10), tick=False):
        at = NEXT_DAY + timedelta(minutes=10)
        actions.save_head(version=version, by=second, at=at, head={"title": "Theirs"})
        actions.leave_draft(version=version, by=second)

        answer = first.post(
            address("draft_head", version), {"title": "Mine", "held": held}, headers=HTMX
        )
        beat = first.post(address("draft_beat", version), {"held": held}, headers=HTMX)

    assert answer.status_code == 409
    assert "may have been changed by others" in words(soup_of(answer))
    assert "may have been changed by others" in words(soup_of(beat).select_one("[role=alert]"))
    assert fresh(version).title == "Theirs"


def test_first_editor_is_told_of_a_take_over_and_why():
    version, second = draft_policy(), policy_officer()
    first = signed_in(version.author)
    held = page(first, address("draft", version)).select_one("[name=held]")["value"]

    taken = signed_in(second).post(address("draft_take_over", version), {"message": "Urgent."})
    beat = soup_of(first.post(address("draft_beat", version), {"held": held}, headers=HTMX))

    assert taken.url == address("draft", version)
    assert "took this draft over: “Urgent.”" in words(beat.select_one("[role=alert]"))
    assert not beat.select_one("#lock").has_attr("hx-post")


def test_open_editor_goes_on_telling_that_it_is_there():
    version = draft_policy()
    first = signed_in(version.author)
    held = page(first, address("draft", version)).select_one("[name=held]")["value"]

    beat = soup_of(first.post(address("draft_beat", version), {"held": held}, headers=HTMX))

    assert beat.select_one("#lock")["hx-post"] == address("draft_beat", version)
    assert beat.select("[role=alert]") == []


def test_done_for_now_lets_the_next_in():
    version = draft_policy()
    first = signed_in(version.author)
    page(first, address("draft", version))

    first.post(address("draft_leave", version))

    soup = page(signed_in(policy_officer()), address("draft", version))
    assert len(soup.select("[data-autosave]")) == 1


def test_part_of_a_page_is_never_answered_with_the_sign_in_page():
    version = draft_policy()

    response = Client().post(address("draft_head", version), {"title": "Typed"}, headers=HTMX)

    assert (response.status_code, response.content) == (401, b"")


def test_address_of_a_draft_that_left_the_draft_leads_to_the_version():
    version = policy_in_review()

    response = signed_in(version.author).get(address("draft", version))

    assert response.url == version.get_absolute_url()


def test_draft_with_errors_is_refused_review_with_the_list():
    version = empty_draft()

    asked = {"reviewers": [policy_officer().pk], "quorum": 1}
    soup = soup_of(signed_in(version.author).post(address("send_to_review", version), asked))

    assert errors_of(soup) == [
        "policy: issuer is missing",
        "clause: a policy has at least one clause",
    ]


@pytest.mark.parametrize("name", ["draft", "next", "draft_renumber"])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_policy_officers_open_the_pages_of_drafts(name, role):
    version = draft_policy()

    assert as_role(role).get(address(name, version)).status_code == 403


def test_long_draft_costs_as_many_queries_as_a_short_one():
    officer = policy_officer()
    clauses = tuple(ClauseText(str(n), "Heading", "Text.", "enforced") for n in range(1, 31))
    rules = tuple(a_rule("allow", clause=str(n)) for n in range(1, 31))
    short = draft_policy(a_pack(*rules[:1], slug="short"), author=officer)
    long = draft_policy(a_pack(*rules, slug="long", clauses=clauses), author=officer)
    client = signed_in(officer)

    costs = [queries_of(client, address("draft", version)) for version in (short, long)]

    assert costs[0] == costs[1]
