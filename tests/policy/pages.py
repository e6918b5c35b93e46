"""Pages taken apart."""

from bs4 import BeautifulSoup
from django.http import HttpResponse


def cells(response: HttpResponse, heading: str) -> list[str]:
    """The words in every cell of the column `heading`."""
    found = BeautifulSoup(response.content, "html.parser").select(f'[data-label="{heading}"]')
    return [cell.get_text(" ", strip=True) for cell in found]


def words(response: HttpResponse) -> str:
    """All words of the page between its header and its footer."""
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(main.get_text(" ", strip=True).split())
