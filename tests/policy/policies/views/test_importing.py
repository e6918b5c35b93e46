"""The page that makes a pack a draft."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from policy.policies.choices import VersionState
from policy.policies.models import Version
from policy.policies.packs import write_pack
from policy.policies.queries import pack_of
from tests.factories.policies import (
    LAPD_NOTICE,
    draft_policy,
    numbered,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.views.pages import address, errors_of, page, signed_in, soup_of, words

pytestmark = pytest.mark.django_db


URL = "/policies/import/"
TEXT = write_pack(shipped(LAPD_NOTICE))
BAD = TEXT.replace("request.agency_is_outside", "request.agency_is_outsde", 1)


@pytest.fixture
def officer() -> Client:
    return signed_in(policy_officer())


def test_shipped_pack_becomes_a_draft(officer):
    response = officer.post(URL, {"shipped": LAPD_NOTICE})

    version = Version.objects.get()
    assert response.url == version.get_absolute_url()
    assert version.state == VersionState.DRAFT
    assert pack_of(version) == shipped(LAPD_NOTICE)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_file_becomes_a_draft(officer, mark):
    file = SimpleUploadedFile("pack.toml", (mark + TEXT).encode())

    officer.post(URL, {"file": file})

    assert pack_of(Version.objects.get()) == shipped(LAPD_NOTICE)


def test_pasted_text_becomes_a_draft(officer):
    officer.post(URL, {"text": TEXT.replace("\n", "\r\n")})

    assert pack_of(Version.objects.get()) == shipped(LAPD_NOTICE)


def test_errors_name_the_line_and_the_file_stays_as_text_to_mend(officer):
    file = SimpleUploadedFile("pack.toml", BAD.encode())

    soup = soup_of(officer.post(URL, {"file": file}))

    (fault,) = soup.select(".gh-faults li")
    line = BAD.split("\n").index('when = "request.agency_is_outsde"') + 1
    assert words(fault).startswith(f'line {line}: rule 5 "2-no-outside-agency", when: ')
    assert words(fault.code) == 'when = "request.agency_is_outsde"'
    assert soup.select_one("#id_text").text.lstrip("\n") == BAD
    assert not Version.objects.exists()


def test_mended_text_is_imported(officer):
    soup = soup_of(officer.post(URL, {"text": BAD}))
    mended = soup.select_one("#id_text").text.lstrip("\n").replace("outsde", "outside")

    officer.post(URL, {"text": mended})

    assert pack_of(Version.objects.get()) == shipped(LAPD_NOTICE)


def test_blank_lines_at_the_top_count_as_lines(officer):
    soup = soup_of(officer.post(URL, {"text": "\n\n\n[policy"}))

    assert words(soup.select_one(".gh-faults li")).startswith("line 4")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe", "A file: Expected text in UTF-8; byte 1 is none."),
        (b"#" * (512 * 1024 + 1), "A file: Expected at most 524288 bytes, not 524289."),
    ],
)
def test_file_that_cannot_be_read_is_refused(officer, content, message):
    file = SimpleUploadedFile("pack.toml", content)

    soup = soup_of(officer.post(URL, {"file": file}))

    assert errors_of(soup) == [message]


@pytest.mark.parametrize("given", [{}, {"shipped": LAPD_NOTICE, "text": TEXT}])
def test_one_pack_from_one_place(officer, given):
    soup = soup_of(officer.post(URL, given))

    assert errors_of(soup) == [
        "Give one of the three: a pack that comes with Gatehouse, a file, or a text."
    ]
    assert soup.select_one("#id_text").text.lstrip("\n") == given.get("text", "")


def test_draft_is_replaced_only_when_it_is_said():
    version = draft_policy()
    officer = signed_in(version.author)

    soup = soup_of(officer.post(URL, {"shipped": LAPD_NOTICE}))
    (error,) = errors_of(soup)
    officer.post(URL, {"text": soup.select_one("#id_text").text, "replace_draft": "on"})

    assert "exists already as a draft" in error
    replaced = Version.objects.get()
    assert [row.account for row in replaced.contributors.all()] == [version.author]


def test_draft_is_edited_in_the_place_of_itself(officer):
    version = draft_policy()

    soup = page(officer, address("edit", version))

    assert soup.select_one("#id_text").text.lstrip("\n") == TEXT
    assert soup.select_one("#id_replace_draft").has_attr("checked")


def test_published_version_is_the_beginning_of_the_next(officer):
    version = published_policy()
    draft_policy(numbered(shipped(LAPD_NOTICE), 4))

    soup = page(officer, address("edit", version))

    assert "\nnumber = 5\n" in soup.select_one("#id_text").text
    assert not soup.select_one("#id_replace_draft").has_attr("checked")
