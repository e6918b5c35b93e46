"""Pages of the admin, as a browser would fill them in and read them."""

import csv
import io

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client


def filled(client: Client, page: str) -> dict[str, str]:
    """What the browser would send of the form on `page`, unchanged."""
    form = BeautifulSoup(client.get(page).content, "html.parser").select_one("#content-main form")
    ticked = form.select("input[type=checkbox][checked]")
    chosen = form.select("select[name]:has(option[selected])")
    return {
        **{
            field["name"]: field.get("value", "")
            for field in form.select("input[name]:not([type=submit], [type=checkbox])")
        },
        **{field["name"]: field.get_text().strip() for field in form.select("textarea[name]")},
        **{field["name"]: field.get("value", "on") for field in ticked},
        **{field["name"]: field.select_one("[selected]")["value"] for field in chosen},
    }


def errors(response: HttpResponse) -> list[str]:
    found = BeautifulSoup(response.content, "html.parser").select(".errorlist li")
    return [error.get_text(strip=True) for error in found]


def exported(response: HttpResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))
