"""Pages as their readers see them."""

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.http import HttpResponse


def page(response: HttpResponse) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def rows(soup: Tag, caption: str) -> list[list[str]]:
    """The cells of the table with this caption."""
    table = next(one for one in soup.find_all("table") if words(one.caption) == caption)
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.tbody("tr")]


def errors(soup: Tag) -> list[str]:
    """What is said at the fields of a form to be wrong."""
    return [words(one) for one in soup.select(".usa-error-message")]
