"""Paging by key, in both directions and orders."""

from datetime import date

import pytest
from django.core.exceptions import BadRequest

from policy.paging import Page, page_of, write_cursor
from policy.personnel.models import Certificate
from tests.factories.personnel import CertificateFactory, PersonFactory

pytestmark = pytest.mark.django_db

ORDERS = [("issued_on", "pk"), ("-issued_on", "-pk")]


@pytest.fixture
def _rows(db: None) -> None:
    """Seven rows, of which every two have the same day."""
    person = PersonFactory()
    for n in range(7):
        CertificateFactory(person=person, issued_on=date(2024, 1, 1 + n // 2))


def turn(order: tuple[str, ...], **query: str | None) -> Page:
    return page_of(Certificate.objects.all(), order=order, query=query, size=3)


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("order", ORDERS)
def test_pages_forward_and_back_hold_every_row_once_in_order(order: tuple[str, ...]) -> None:
    expected = list(Certificate.objects.order_by(*order))

    first = turn(order)
    second = turn(order, older=first.older)
    third = turn(order, older=second.older)
    second_again = turn(order, newer=third.newer)
    first_again = turn(order, newer=second_again.newer)

    assert [first.rows, second.rows, third.rows] == [expected[:3], expected[3:6], expected[6:]]
    assert [first_again.rows, second_again.rows] == [expected[:3], expected[3:6]]
    assert (first.newer, third.older, first_again.newer) == (None, None, None)
    assert second_again == second


@pytest.mark.usefixtures("_rows")
def test_a_last_page_that_is_full_has_none_after_it() -> None:
    page = page_of(Certificate.objects.all(), order=ORDERS[0], query={}, size=7)

    assert (page.newer, page.older) == (None, None)


def test_an_empty_list_is_one_page_without_rows() -> None:
    assert turn(ORDERS[0]) == Page([], None, None)


@pytest.mark.usefixtures("_rows")
def test_a_row_that_came_meanwhile_does_not_shift_the_next_page() -> None:
    first = turn(ORDERS[1])
    expected = turn(ORDERS[1], older=first.older).rows

    CertificateFactory(issued_on=date(2025, 1, 1))

    assert turn(ORDERS[1], older=first.older).rows == expected


@pytest.mark.parametrize("cursor", ["x", "WzFd", "W10:forged"])
@pytest.mark.parametrize("direction", ["newer", "older"])
def test_a_cursor_that_the_list_did_not_make_is_refused(direction: str, cursor: str) -> None:
    with pytest.raises(BadRequest):
        turn(ORDERS[0], **{direction: cursor})


@pytest.mark.usefixtures("_rows")
def test_a_cursor_of_another_order_is_refused() -> None:
    cursor = write_cursor(Certificate.objects.first(), ["pk"])

    with pytest.raises(BadRequest):
        turn(ORDERS[0], older=cursor)
