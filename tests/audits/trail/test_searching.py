"""The trail is searched by every part of an entry, and no search walks all of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audits.trail.models import Position
from audits.trail.queries import Criteria, find, searching
from audits.trail.recording.events import tell
from policy.personnel.models import Account
from tests.audits.trail.sealing import acting, seal
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Account:
    return AccountFactory(person__last_name="Ruiz")


@pytest.fixture(autouse=True)
def _told(ana: Account, tiles: Path) -> None:
    """Three looks by Ana at what concerns one request, and ten pages by somebody else."""
    other = AccountFactory()
    with acting(ana):
        for number in range(3):
            tell(
                "viewed",
                kind="searches.Thing",
                key=number,
                request=700_007,
                person=900_009,
                details={"note": f"zebra {number}"},
            )
    with acting(other):
        for number in range(10):
            tell("refused", kind="page", key=f"/{number}", details={"note": "horse"})
    seal()


def keys(found: searching.Found) -> list[str]:
    return [position.key for position in found.page.rows]


def test_newest_come_first():
    newest = find(Criteria(), {}).page.rows[0]

    assert newest.index == Position.objects.count() - 1


@pytest.mark.parametrize(
    "criteria",
    [
        {"kind": "searches.Thing"},
        {"request": 700_007},
        {"person": 900_009},
        {"words": "zebra"},
        {"words": "zebra -horse"},
        {"verb": "viewed", "request": 700_007},
        {"verbs": ("viewed", "downloaded"), "kind": "searches.Thing"},
        {"kind": "searches.Thing", "since": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_entry_is_found_by_what_it_is_about(criteria: dict):
    assert keys(find(Criteria(**criteria), {})) == ["2", "1", "0"]


def test_record_has_a_history_of_its_own():
    assert keys(find(Criteria(kind="searches.Thing", key="1"), {})) == ["1"]


def test_person_who_acted_is_found_by_their_account(ana: Account):
    assert keys(find(Criteria(account=ana.pk), {}))[:3] == ["2", "1", "0"]


def test_story_begins_with_the_oldest():
    assert keys(find(Criteria(request=700_007, is_story=True), {})) == ["0", "1", "2"]


def test_span_leaves_out_what_lies_outside():
    latest = Position.objects.latest("at").at

    before = find(Criteria(until=latest), {}).page.rows
    after = find(Criteria(since=latest, until=latest + timedelta(seconds=1)), {}).page.rows

    assert before[0].index == Position.objects.count() - 2
    assert [position.at for position in after] == [latest]


@pytest.mark.parametrize("criteria", [{"kind": "page"}, {"words": "horse"}, {"verb": "refused"}])
def test_pages_follow_one_another_and_lead_back(criteria: dict):
    sought = Criteria(**criteria)

    first = find(sought, {}, size=4)
    second = find(sought, {"older": first.page.older}, size=4)
    third = find(sought, {"older": second.page.older}, size=4)
    again = find(sought, {"newer": second.page.newer}, size=4)

    assert keys(first) + keys(second) + keys(third) == [f"/{n}" for n in reversed(range(10))]
    assert (third.page.older, keys(again)) == (None, keys(first))


class TestWhatIsCommon:
    """Where too much matches to be sorted, the newest entries are walked, and no more of them."""

    @pytest.fixture(autouse=True)
    def _everything_is_common(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(searching, "MOST_SORTED", -1)
        monkeypatch.setattr(searching, "LOOKED_AT", 6)

    def test_full_page_of_the_newest_is_all_that_is_needed(self):
        found = find(Criteria(words="horse"), {}, size=3)

        assert (keys(found), found.looked_at) == (["/9", "/8", "/7"], None)

    def test_page_says_that_only_the_newest_were_looked_at_and_leads_on(self):
        first = find(Criteria(words="zebra"), {}, size=3)
        second = find(Criteria(words="zebra"), {"older": first.page.older}, size=3)
        third = find(Criteria(words="zebra"), {"older": second.page.older}, size=3)

        assert [first.looked_at, second.looked_at] == [6, 6]
        assert (keys(first), keys(second) + keys(third)) == ([], ["2", "1", "0"])

    def test_span_is_walked_by_its_own_order(self):
        sought = Criteria(words="horse", since=datetime(2020, 1, 1, tzinfo=UTC))

        found = find(sought, {}, size=20)

        assert (len(found.page.rows), found.looked_at) == (6, 6)

    def test_beginning_of_the_trail_ends_the_walk(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(searching, "LOOKED_AT", 10**6)

        found = find(Criteria(words="zebra"), {}, size=5)

        assert (keys(found), found.page.older, found.looked_at) == (["2", "1", "0"], None, None)
