"""Pages taken apart."""

from typing import Any

from bs4 import BeautifulSoup, Tag


def soup(response: Any, status: int = 200) -> BeautifulSoup:
    """The page that `response` is, which has to have this status."""
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def words(element: Tag | None) -> str:
    """All words in `element`, which has to be there, with one space between them."""
    assert element is not None
    return " ".join(element.get_text().split())
