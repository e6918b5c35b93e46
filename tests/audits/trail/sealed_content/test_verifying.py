"""A trail of which an order sealed a part is whole; without the order it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from audits.trail import actions
from audits.trail.log.tiles import FolderStore
from audits.trail.models import Position
from audits.trail.verifying import Report, trusted_keys, verify
from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from tests.audits.trail.sealed import past_triggers
from tests.audits.trail.sealed_content.conftest import AT, proposed
from tests.audits.trail.sealing import KEY, seal
from tests.policy.searches.office import Office, approve

pytestmark = pytest.mark.django_db

Verify = Callable[[], Report]


@pytest.fixture
def verified(tiles: Path) -> Verify:
    """Verifies all of it, once everything has its place and is published."""

    def verified() -> Report:
        seal()
        return verify(at=AT, keys=trusted_keys([KEY.verifier]), store=FolderStore(tiles))

    return verified


@pytest.fixture
def sealed(search: SearchRequest, ada: Account, bo: Account) -> set[int]:
    """The entries that an order sealed."""
    actions.approve_sealing(order=proposed(ada, search), by=bo, at=AT)
    return set(Position.objects.filter(entry__content=None).values_list("index", flat=True))


def test_what_an_order_sealed_is_whole(verified: Verify, sealed: set[int]):
    assert len(sealed) > 5
    assert verified().faults == []


def test_content_that_goes_beside_the_order_is_told_with_its_place(
    verified: Verify, sealed: set[int]
):
    past_triggers(
        "UPDATE trail_entry SET content = NULL FROM trail_position"
        " WHERE entry_id = trail_entry.id AND kind = 'personnel.Course'"
    )
    courses = Position.objects.filter(kind="personnel.Course").values_list("index", flat=True)

    told = [fault for fault in verified().faults if "no order sealed it" in fault.words]

    assert sorted(fault.index for fault in told) == sorted(courses)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE trail_sealingorder SET verdict = 'declined', decision_reason = 'No.'",
        "UPDATE trail_sealingorder SET applied = false",
        "DELETE FROM trail_sealedentry",
    ],
)
def test_without_its_order_what_was_sealed_counts_as_removed(
    verified: Verify, sealed: set[int], change: str
):
    past_triggers(change)

    told = [fault for fault in verified().faults if "no order sealed it" in fault.words]

    assert {fault.index for fault in told} <= sealed
    assert told


def test_entry_that_somebody_names_in_an_order_afterward_is_told(
    verified: Verify, sealed: set[int]
):
    past_triggers(
        "INSERT INTO trail_sealedentry (order_id, entry_id)"
        " SELECT min(order_id), (SELECT min(entry_id) FROM trail_position) FROM trail_sealedentry"
    )

    words = [fault.words for fault in verified().faults]

    assert [("trail.SealedEntry" in each, "nobody added it" in each) for each in words] == [
        (True, True)
    ]


@pytest.mark.parametrize(
    ("change", "told"), [("approved_until = now()", 1), ("case_number = 'another'", 0)]
)
def test_row_is_held_against_what_was_told_since_part_of_it_was_sealed(
    verified: Verify,
    office: Office,
    search: SearchRequest,
    sealed: set[int],
    change: str,
    told: int,
):
    approve(office, search)
    past_triggers(f"UPDATE searches_searchrequest SET {change}")  # noqa: S608

    faults = [each for each in verified().faults if "searches.SearchRequest" in each.words]

    assert len(faults) == told
