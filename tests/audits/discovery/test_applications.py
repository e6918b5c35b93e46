"""A service is recognized by the name of its application, whole and whatever its case."""

import pytest

from audits.discovery.services import Service, Standing, Watchlist, watchlist

CLEARVIEW = Service(
    "clearview-ai", "Clearview AI", Standing.PROHIBITED, (), (), ("Clearview AI", "R&D, Köln")
)
WATCHLIST = Watchlist((CLEARVIEW,))


@pytest.mark.parametrize("name", ["clearview ai", "r&d, köln", "r&d, k\\u00f6ln"])
def test_an_application_is_known_however_json_writes_it(name: str) -> None:
    assert WATCHLIST.of_application(name) is CLEARVIEW


@pytest.mark.parametrize("name", ["clearview", "clearview ai 2", "my clearview ai", ""])
def test_another_application_is_not(name: str) -> None:
    assert WATCHLIST.of_application(name) is None


def test_what_is_scanned_for_stands_in_every_line_with_the_name() -> None:
    assert WATCHLIST.literals == ["clearview ai", "d, k"]


def test_a_service_that_is_known_by_an_application_alone_is_looked_for() -> None:
    nothing = Service("x", "X", Standing.PROHIBITED, ())

    assert watchlist([CLEARVIEW, nothing]).services == (CLEARVIEW,)
