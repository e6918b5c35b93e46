"""The clauses on the page of a draft, and references between them on every page."""

import pytest
from django.urls import reverse

from policy.policies.models import Version
from tests.factories.policies import draft_policy, policy_officer, published_policy
from tests.policy.policies.drafts import clause, linked_draft, linked_pack, texts
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import address, page, signed_in, soup_of, words

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def place(name, version, identifier):
    key = clause(version, identifier).pk
    return reverse(f"policies:{name}", args=(version.policy.slug, version.number, key))


def order(version):
    return list(version.clauses.values_list("identifier", flat=True))


def test_added_clause_is_open_to_be_written():
    version = linked_draft()
    officer = signed_in(version.author)

    response = officer.post(address("clause_new", version), {"after": clause(version, "1").pk})

    assert order(version) == ["1", "4", "2", "3"]
    soup = page(officer, response.url.partition("#")[0])
    (form,) = soup.select(".gh-draft__clause--open form[data-autosave]")
    assert form["action"] == place("clause", version, "4")


@pytest.mark.parametrize("after", ["", "x", "9" * 30, "-1", "٣"])
def test_place_that_is_none_is_the_end(after):
    version = linked_draft()

    signed_in(version.author).post(address("clause_new", version), {"after": after})

    assert order(version) == ["1", "2", "3", "4"]


def test_clause_is_kept_as_it_is_typed_and_shown_as_it_will_be():
    version = linked_draft()
    typed = {"heading": "", "text": "**Bold** <b>x</b>, [clause 1], [clause 9].", "source": "§ 1"}

    response = signed_in(version.author).post(
        place("clause", version, "2"), typed | {"enforcement": "evidenced"}, headers=HTMX
    )

    soup, kept = soup_of(response), clause(version, "2")
    assert (kept.heading, kept.text, kept.source) == ("", typed["text"], "§ 1")
    assert kept.enforcement == "evidenced"
    preview = soup.select_one(f"#preview-{kept.pk}")
    assert preview.select_one("strong").text == "Bold"
    assert preview.select("b") == []
    assert preview.select_one("a")["href"] == f"#clause-{clause(version, '1').pk}"
    notes = {item["id"]: words(item) for item in soup.select(".gh-draft__note")}
    assert notes[f"note-clause-{kept.pk}-heading"] == "Heading is missing"
    assert notes[f"note-clause-{kept.pk}-text"] == 'There is no clause "9" to refer to'
    assert notes[f"note-clause-{kept.pk}-source"] == ""


def test_clause_is_renamed_and_what_cannot_be_is_said():
    version = linked_draft()
    officer = signed_in(version.author)

    officer.post(place("clause_number", version, "3"), {"identifier": "3(a)"})
    refused = officer.post(
        place("clause_number", version, "3(a)"), {"identifier": "1"}, follow=True
    )
    wrong = officer.post(place("clause_number", version, "3(a)"), {"identifier": "?"}, follow=True)

    assert order(version) == ["1", "2", "3(a)"]
    assert "Clause 1 is another; this one stays 3(a)." in words(soup_of(refused).main)
    assert "Expected letters, digits and" in words(soup_of(wrong).main)


def test_clause_moves_up_and_down():
    version = linked_draft()
    officer = signed_in(version.author)

    officer.post(place("clause_move", version, "3"), {"to": "up"})
    officer.post(place("clause_move", version, "1"), {"to": "down"})

    assert order(version) == ["3", "1", "2"]


def test_renumbering_shows_its_plan_before_it_is_done():
    version = linked_draft()
    officer = signed_in(version.author)
    officer.post(place("clause_move", version, "3"), {"to": "up"})

    soup = page(officer, address("draft_renumber", version))
    officer.post(address("draft_renumber", version))

    assert [words(row) for row in soup.select("tbody tr")] == ["3 2", "2 3"]
    assert texts(version) == {
        "1": "See [clause 2].",
        "2": "See [clause 1] and [clause 3].",
        "3": "Alone.",
    }


def test_deleting_names_the_rules_that_go_with_the_clause():
    version = linked_draft()
    officer = signed_in(version.author)

    soup = page(officer, place("clause_delete", version, "3"))
    unseen = officer.post(place("clause_delete", version, "3"), {"rules": "0"})
    officer.post(place("clause_delete", version, "3"), {"rules": "1"})

    assert "One rule hangs on it and is deleted with it: 3-allow." in words(soup.main)
    assert unseen.status_code == 409
    assert order(version) == ["1", "2"]


def test_clause_of_another_version_is_not_there():
    version, other = linked_draft(), draft_policy(PACK)
    key = clause(other, "1").pk
    url = reverse("policies:clause", args=(version.policy.slug, version.number, key))

    response = signed_in(version.author).post(url, {"text": "Theirs"})

    assert response.status_code == 404
    assert texts(other)["1"] != "Theirs"


@pytest.mark.parametrize("path", ["version", "in_force"])
def test_reference_is_a_link_wherever_the_clause_is_shown(path):
    version = published_policy(linked_pack())
    officer = signed_in(policy_officer())
    url = reverse("policies:in_force") if path == "in_force" else version.get_absolute_url()

    soup = page(officer, url)

    (first, *_rest) = soup.select(".gh-provision blockquote")
    anchor = f"clause-{clause(version, '3').pk}"
    assert first.a["href"] == f"{version.get_absolute_url()}#{anchor}"
    assert first.a.text == "clause 3"
    assert soup.select(f"#{anchor}")


def test_draft_is_not_changed_by_looking_at_its_pages():
    version = linked_draft()
    officer = signed_in(version.author)

    for url in (
        address("draft", version),
        address("draft_renumber", version),
        place("clause_delete", version, "3"),
    ):
        page(officer, url)

    assert Version.objects.get().digest == version.digest
    assert not version.contributors.exists()
