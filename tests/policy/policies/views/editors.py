"""The editors of a draft, filled in and sent as a browser does."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from policy.policies.models import Version
from tests.policy.policies.views.pages import page, soup_of

Sent = dict[str, list[str]]


def place(version: Version, name: str, *more: Any) -> str:
    return reverse(f"policies:{name}", args=(version.policy.slug, version.number, *more))


def fields_of(soup: BeautifulSoup) -> Sent:
    """What a browser would send of the form, without its buttons."""
    sent: Sent = {}
    for control in (soup.select_one("form#editor") or soup).select("input, select, textarea"):
        for value in _values(control):
            sent.setdefault(control["name"], []).append(value)
    return sent


def _values(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        chosen = control.select("option[selected]") or control.select("option")[:1]
        return [option["value"] for option in chosen]
    if control.get("type") not in ("checkbox", "radio"):
        return [control.get("value", "")]
    return [control.get("value", "on")] if control.has_attr("checked") else []


class Filling:
    """An editor in use: each press sends what stands there with what was changed before."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.soup = page(client, url)
        self.sent = fields_of(self.soup)

    def fill(self, **values: Any) -> "Filling":
        """Sets fields; a double underscore in a name stands for a hyphen."""
        for name, value in values.items():
            self.sent[name.replace("__", "-")] = value if isinstance(value, list) else [value]
        return self

    def press(self, button: str = "refresh") -> "Filling":
        response = self.client.post(self.url, {**self.sent, "do": button})
        assert response.status_code == 200
        self.soup = soup_of(response)
        self.sent = fields_of(self.soup)
        return self

    def save(self) -> Any:
        return self.client.post(self.url, {**self.sent, "do": "save"})
