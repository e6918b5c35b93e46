"""Pages of requests, as a browser would open them and send them."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from tests.policy.searches.office import Office, lawful


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"searches:{name}", args=args)


def parsed(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(response: HttpResponse, selector: str = "main") -> str:
    """The words of the first match of `selector`, blanks made even."""
    return " ".join(parsed(response).select_one(selector).get_text(" ", strip=True).split())


def listed(response: HttpResponse, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in parsed(response).select(selector)]


def errors(response: HttpResponse) -> list[str]:
    """The summary of errors at the top of the page."""
    return listed(response, ".gh-errors li")


def value_of(response: HttpResponse, name: str) -> str:
    """What stands in the field `name`."""
    field = parsed(response).select_one(f'[name="{name}"]')
    if field.name == "textarea":
        return field.get_text().strip()
    if field.name == "select":
        return field.select_one("option[selected]")["value"]
    if field.get("type") == "radio":
        return parsed(response).select_one(f'[name="{name}"][checked]')["value"]
    return field.get("value", "")


def latest() -> SearchRequest:
    return SearchRequest.objects.latest("pk")


def sent(office: Office, step: str, **changes: Any) -> dict[str, Any]:
    """What the browser sends of a step of a lawful request."""
    content = lawful(office)
    steps = {
        "system": {"system": office.lacris.pk, "agency_is_outside": "no", "agency_name": ""},
        "case": {
            name: content[name]
            for name in ("case_number", "offense", "purpose", "subject_role", "legal_basis")
        },
        "image": {"media": content["media"], "image_source": content["image_source"]},
        "reason": {
            "justification": content["justification"],
            **{f"demand.{name}": "on" for name in content["attestations"]},
        },
    }
    return {"step": step, "go": "next", **steps[step], **changes}
