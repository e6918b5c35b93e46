"""Changes of settings in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policy.changes import actions
from policy.changes.choices import Verdict
from policy.changes.models import Change
from policy.changes.settings import SETTINGS
from policy.personnel.models import Account
from policy.systems.choices import SystemStatus
from tests.factories.personnel import AccountFactory
from tests.factories.systems import SystemFactory
from tests.policy.browsing import sign_in
from tests.policy.changes.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "As the chief ordered, with a long word: " + "x" * 120


@pytest.fixture
def waiting(ada: Account, bo: Account) -> Change:
    """One change that is decided, and one that waits for bo."""
    decided = actions.propose_setting(
        setting=SETTINGS["keep_leads"], value=Decimal(730), reason=WHY, by=ada, at=AT
    )
    actions.approve(change=decided, by=bo, at=AT + timedelta(hours=1))
    system = SystemFactory(name="LACRIS")
    return actions.propose_status(
        system=system, status=SystemStatus.RETIRED, reason=WHY, by=ada, at=AT
    )


ADDRESSES = (
    "/",
    "/changes/",
    "/changes/?q=nothing",
    "/changes/settings/",
    "/changes/propose/role/",
    "/changes/propose/status/",
    "/changes/propose/setting/",
    "/changes/{pk}/",
)


def test_pages_break_no_rule_of_accessibility_and_fit(
    page: Page,
    live_server: LiveServer,
    flaws: Callable[[Page], list[str]],
    waiting: Change,
    bo: Account,
) -> None:
    sign_in(page, live_server, bo)
    found = []

    for address in ADDRESSES:
        page.goto(address.format(pk=waiting.pk))
        found += flaws(page)

    assert found == []


def test_one_proposes_and_the_other_approves(
    page: Page, live_server: LiveServer, ada: Account, bo: Account
) -> None:
    account = AccountFactory(username="cy", person=None)
    sign_in(page, live_server, ada)
    page.goto("/changes/")
    page.get_by_role("link", name="Give or take a role").click()
    page.locator("#id_account").select_option(str(account.pk))
    page.locator("#id_role").select_option("examiner")
    page.locator("#id_reason").fill("New in the unit.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("It waits for one of: bo.")).to_be_visible()

    sign_in(page, live_server, bo)
    page.goto("/")
    page.get_by_role("link", name="Give cy the role Examiner").click()
    page.get_by_role("button", name="Approve").click()

    expect(page.get_by_text("Approved. It is so from now on.")).to_be_visible()
    assert Change.objects.get(account=account).verdict == Verdict.APPROVED
    assert [grant.role for grant in account.grants.all()] == ["examiner"]
