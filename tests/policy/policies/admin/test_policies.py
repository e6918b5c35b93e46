"""The admin shows policies and decisions, and writes none of them."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.models import Decision, Policy, Rule, StandingAssurance, Version
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    draft_policy,
    numbered,
    published_policy,
    standing_assurance,
)
from tests.policy.policies.requests import ON_CLEARVIEW
from tests.policy.policies.samples import PACK

pytestmark = pytest.mark.django_db

SHOWN = (Policy, Version, Rule, Decision, StandingAssurance)


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(AccountFactory(roles=[Role.ADMINISTRATOR]))
    return client


@pytest.fixture(autouse=True)
def version() -> Version:
    standing_assurance()
    published = published_policy(PACK)
    actions.record_decision(gate="submit", facts=ON_CLEARVIEW, at=AT)
    return published


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:policies_{model.__name__.lower()}_{page}", args=args)


def everything() -> list[dict[str, object]]:
    models = (*SHOWN, *(related.related_model for related in Version._meta.related_objects))
    return [row for model in models for row in model._default_manager.order_by("pk").values()]


@pytest.mark.parametrize("model", SHOWN)
def test_admin_lists_finds_and_shows(administrator, model):
    row = model._default_manager.first()

    for url in (
        address(model, "changelist"),
        address(model, "changelist") + "?q=sample",
        address(model, "change", row.pk),
    ):
        assert administrator.get(url).status_code == 200


@pytest.mark.parametrize("model", SHOWN)
@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_admin_writes_nothing(administrator, model, page):
    row = model._default_manager.first()
    before = everything()

    response = administrator.post(
        address(model, page, *(() if page == "add" else (row.pk,))),
        {"slug": "x", "title": "x", "when": "true", "outcome": "permitted", "post": "yes"},
    )

    assert response.status_code == 403
    assert everything() == before


@pytest.mark.parametrize("model", SHOWN)
def test_admin_offers_no_action_on_a_list(administrator, model):
    before = everything()

    administrator.post(
        address(model, "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": list(model._default_manager.values_list("pk", flat=True)),
            "post": "yes",
        },
    )

    assert everything() == before


def test_admin_does_not_write_a_draft_either(administrator):
    draft = draft_policy(numbered(PACK, 2))

    response = administrator.post(address(Version, "delete", draft.pk), {"post": "yes"})

    assert response.status_code == 403
    assert Version.objects.filter(pk=draft.pk).exists()


def test_parts_of_a_version_have_no_admin_of_their_own_to_write_by():
    registered = {
        model.__name__ for model in admin.site._registry if model._meta.app_label == "policies"
    }

    assert registered == {
        "Acknowledgment",
        "Decision",
        "Policy",
        "Rule",
        "StandingAssurance",
        "Version",
    }
