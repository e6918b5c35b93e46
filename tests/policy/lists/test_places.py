"""Places in a list."""

from decimal import Decimal

import pytest

from policy.lists.places import SMALLEST, NoRoom, place_after

TAKEN = [Decimal(1000), Decimal(2000), Decimal(3000)]


@pytest.mark.parametrize(
    ("after", "place"),
    [(None, 500), (1000, 1500), (2000, 2500), (3000, 4000)],
)
def test_place_lies_between_its_neighbors(after, place):
    assert place_after(after and Decimal(after), TAKEN) == place


def test_first_of_an_empty_list_has_a_place():
    assert place_after(None, []) == 1000


def test_many_entries_find_room_behind_one_another():
    taken = list(TAKEN)
    for _ in range(40):
        taken.append(place_after(Decimal(1000), taken))

    assert len(set(taken)) == len(taken)


def test_entry_without_room_is_told():
    with pytest.raises(NoRoom):
        place_after(Decimal(1), [Decimal(1), 1 + SMALLEST])
