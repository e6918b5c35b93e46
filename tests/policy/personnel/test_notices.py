"""Notices: said once, to an account or to a role, and read by each."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError
from django.test import Client
from django.urls import reverse

from policy.personnel.actions import notify, read_all_notices, read_notice
from policy.personnel.choices import Role
from policy.personnel.models import Account, Notice
from tests.factories.personnel import AccountFactory
from tests.harness.threads import at_once
from tests.policy.counting import queries_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
OFFICER = Role.POLICY_OFFICER


def page_of(account: Account) -> BeautifulSoup:
    client = Client()
    client.force_login(account)
    return BeautifulSoup(client.get(reverse("personnel:notices")).content, "html.parser")


def shown_to(account: Account) -> list[tuple[str, bool]]:
    """Each notice on the page of `account`, and whether it is read."""
    return [
        (row.select_one(".gh-told__text").get_text(), "gh-told--unread" not in row["class"])
        for row in page_of(account).select(".gh-told")
    ]


def test_notice_under_one_key_is_made_once():
    account = AccountFactory()

    made = [notify(key="k", text=text, at=AT, account=account) for text in ("First", "Second")]

    assert made[0] == made[1]
    assert [notice.text for notice in Notice.objects.all()] == ["First"]


def test_one_key_serves_for_each_addressee():
    for account in (AccountFactory(), AccountFactory()):
        notify(key="k", text="Done", at=AT, account=account)
    notify(key="k", text="Done", at=AT, role=OFFICER)

    assert Notice.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_say_it_once():
    made = at_once(*[lambda: notify(key="k", text="Done", at=AT, role=OFFICER)] * 4)

    assert set(made) == {Notice.objects.get()}


def test_notice_reaches_its_account_and_the_holders_of_its_role_alone():
    mine, officer = AccountFactory(roles=[Role.REQUESTER]), AccountFactory(roles=[OFFICER])
    notify(key="1", text="For you", at=AT, account=mine)
    notify(key="2", text="For officers", at=AT, role=OFFICER)

    assert shown_to(mine) == [("For you", False)]
    assert shown_to(officer) == [("For officers", False)]


def test_what_one_officer_has_read_another_still_has_to():
    first, second = AccountFactory(roles=[OFFICER]), AccountFactory(roles=[OFFICER])
    notice = notify(key="2", text="For officers", at=AT, role=OFFICER)

    read_notice(notice=notice, by=first, at=AT)

    assert (shown_to(first), shown_to(second)) == (
        [("For officers", True)],
        [("For officers", False)],
    )


def test_reading_twice_keeps_the_first_time():
    account = AccountFactory()
    notice = notify(key="1", text="For you", at=AT, account=account)

    for later in (AT, AT + timedelta(days=1)):
        read_notice(notice=notice, by=account, at=later)

    assert [reading.read_at for reading in notice.readings.all()] == [AT]


def test_nobody_reads_what_is_addressed_to_another():
    notice = notify(key="1", text="For you", at=AT, account=AccountFactory())
    stranger = AccountFactory()

    with pytest.raises(PermissionDenied, match="not addressed to you"):
        read_notice(notice=notice, by=stranger, at=AT)

    client = Client()
    client.force_login(stranger)
    answer = client.post(reverse("personnel:read_notice", args=[notice.pk]))
    assert answer.status_code == 404


def test_all_are_marked_as_read_on_the_page():
    account = AccountFactory(roles=[OFFICER])
    notify(key="1", text="For you", at=AT, account=account)
    notify(key="2", text="For officers", at=AT + timedelta(days=1), role=OFFICER)
    client = Client()
    client.force_login(account)

    client.post(reverse("personnel:read_notices"))
    read_all_notices(by=account, at=AT)

    assert shown_to(account) == [("For officers", True), ("For you", True)]


def test_header_counts_what_is_not_read():
    account = AccountFactory()
    notices = [notify(key=key, text=key, at=AT, account=account) for key in ("1", "2", "3")]

    read_notice(notice=notices[0], by=account, at=AT)

    assert page_of(account).select_one(".gh-count").get_text(" ", strip=True) == "2 not read"
    read_all_notices(by=account, at=AT)
    assert page_of(account).select_one(".gh-count") is None


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example", "home"])
def test_notice_leads_to_a_page_of_gatehouse_alone(link):
    with pytest.raises(IntegrityError, match="notice_leads_nowhere_else"):
        notify(key="1", text="Look", at=AT, account=AccountFactory(), link=link)


@pytest.mark.parametrize("both", [True, False])
def test_notice_is_to_an_account_or_to_a_role(both):
    to = {"account": AccountFactory(), "role": OFFICER} if both else {}

    with pytest.raises(IntegrityError, match="notice_to_one_account_or_one_role"):
        notify(key="1", text="Look", at=AT, **to)


def test_database_refuses_to_change_a_notice():
    notice = notify(key="1", text="Look", at=AT, account=AccountFactory())

    with pytest.raises(DatabaseError, match="Cannot update"):
        Notice.objects.filter(pk=notice.pk).update(text="Another")


def test_list_costs_the_same_for_one_notice_and_for_many():
    account = AccountFactory(roles=[OFFICER])
    client = Client()
    client.force_login(account)
    notify(key="0", text="Look", at=AT, role=OFFICER)
    one = queries_of(client, reverse("personnel:notices"))

    for number in range(1, 12):
        notify(key=str(number), text="Look", at=AT, role=OFFICER)

    assert queries_of(client, reverse("personnel:notices")) == one
