"""The page of a rule of a draft."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from policy.policies.models import Rule
from tests.factories.policies import draft_policy, fresh, policy_officer, published_policy
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import errors_of, page, signed_in, soup_of, words

pytestmark = pytest.mark.django_db


def place(version, name="rule_new", *more):
    return reverse(f"policies:{name}", args=(version.policy.slug, version.number, *more))


def fields_of(soup: BeautifulSoup) -> dict[str, list[str]]:
    """What a browser would send of the form, without its buttons."""
    sent: dict[str, list[str]] = {}
    form = soup.select_one("form#editor") or soup
    for control in form.select("input, select, textarea"):
        for value in _values(control):
            sent.setdefault(control["name"], []).append(value)
    return sent


def _values(control):
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        chosen = control.select("option[selected]") or control.select("option")[:1]
        return [option["value"] for option in chosen]
    if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
        return []
    return [control.get("value", "")]


def test_look():
    version = draft_policy(PACK)
    client = signed_in(version.author)

    for rule in version.rules.all():
        url = place(version, "rule", rule.pk)
        sent = fields_of(page(client, url))
        response = client.post(url, {**sent, "do": "save"})
        assert response.status_code == 302, errors_of(soup_of(response))
    before = version.digest
    assert fresh(version).digest == before
