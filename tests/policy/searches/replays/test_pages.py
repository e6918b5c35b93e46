import pytest
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies.models import Replay
from policy.searches.replays import make_replay
from tests.factories.personnel import AccountFactory
from tests.policy.policies.views.pages import errors_of, page, signed_in, soup_of, words
from tests.policy.searches.office import open_office, submitted
from tests.policy.searches.replays.office import BEGINS, ENDS, STRICTER, draft_of, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(db):
    return submitted(open_office())


@pytest.fixture
def version(request_):
    return draft_of(STRICTER)


@pytest.fixture
def client_of_officer() -> Client:
    return signed_in(officer())


def new_address(version):
    return reverse("replays:new", args=[version.policy.slug, version.number])


def kept(version):
    return make_replay(version=version, by=officer(), at=ENDS, begins=BEGINS, ends=ENDS)


def test_officer_replays_a_draft_and_reads_what_flips(version, request_, client_of_officer):
    days = {"first": "2026-03-01", "last": "2026-03-03"}

    answer = client_of_officer.post(new_address(version), days, follow=True)

    soup = soup_of(answer)
    assert "1 of 1 decisions would have come out otherwise." in words(soup.main)
    link = soup.find("a", string=request_.number)
    decision = request_.steps.get(decision__isnull=False).decision_id
    assert link["href"] == reverse("searches:decision", args=[request_.pk, decision])
    assert "no-robbery, clause 1 (1-robbery)" in words(soup.main)


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        ("2126-03-01", "2126-03-02", "Expected a day that has come already."),
        ("2026-03-03", "2026-03-01", "Expected a day on or after the first."),
        ("yesterday", "2026-03-01", "Enter a valid date."),
    ],
)
def test_wrong_days_are_told_and_nothing_is_made(version, client_of_officer, first, last, error):
    answer = client_of_officer.post(new_address(version), {"first": first, "last": last})

    assert any(error in told for told in errors_of(soup_of(answer)))
    assert first in answer.content.decode()
    assert Replay.objects.count() == 0


def test_another_officer_signs_off_and_the_author_reads_why_not(version):
    replay = kept(version)

    author = page(signed_in(version.author), replay.get_absolute_url())
    other = officer()
    address = reverse("replays:sign_off", args=["no-robbery", 1, replay.pk])
    answer = signed_in(other).post(address, follow=True)

    assert "another policy officer has to sign it off" in words(author.main)
    assert author.find("button", string="Sign off") is None
    assert "Signed off by" in words(soup_of(answer).main)
    assert Replay.objects.get().signed_by == other


def test_auditor_reads_a_replay_and_cannot_make_one(version):
    replay = kept(version)
    auditor = signed_in(AccountFactory(roles=[Role.AUDITOR]))

    read = auditor.get(replay.get_absolute_url())
    asked = auditor.post(new_address(version), {"first": "2026-03-01", "last": "2026-03-02"})

    assert (read.status_code, asked.status_code) == (200, 403)


def test_requests_that_the_reader_may_not_open_are_named_without_a_link(version):
    replay = kept(version)
    figures = replay.figures
    figures["requests"][0]["key"] = 0

    from policy.searches.replays.wording import replay_in_words

    assert [flip.key for flip in replay_in_words(replay, set()).requests] == [None]
