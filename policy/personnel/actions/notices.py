"""Notices: said once, read by each."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from policy.personnel.choices import Role
from policy.personnel.models import Account, Notice, NoticeReading
from policy.personnel.permissions import Denied, require


def notify(
    *,
    key: str,
    text: str,
    at: datetime,
    account: Account | None = None,
    role: Role | None = None,
    link: str = "",
) -> Notice:
    """Tells an account, or everyone who holds a role, one thing.

    A second notice to the same under the same `key` is not made: the first one is answered. `link`
    is an address of Gatehouse itself ("/policies/…").
    """
    notice, _made = Notice.objects.get_or_create(
        account=account,
        role=role or "",
        key=key,
        defaults={"text": text, "link": link, "created_at": at},
    )
    return notice


def notify_each(
    accounts: Iterable[Account], *, key: str, text: str, at: datetime, link: str = ""
) -> None:
    """Tells each of `accounts` one thing, as `notify` does, in one statement."""
    Notice.objects.bulk_create(
        (
            Notice(account=account, key=key, text=text, link=link, created_at=at)
            for account in accounts
        ),
        ignore_conflicts=True,
    )


def read_notice(*, notice: Notice, by: Account, at: datetime) -> None:
    """Notes that `by` has read it; others to whom it is addressed still have to."""
    if not Notice.objects.addressed_to(by).filter(pk=notice.pk).exists():
        require(Denied(_("This notice is not addressed to you.")))
    NoticeReading.objects.get_or_create(notice=notice, account=by, defaults={"read_at": at})


def read_all_notices(*, by: Account, at: datetime) -> None:
    NoticeReading.objects.bulk_create(
        [
            NoticeReading(notice=notice, account=by, read_at=at)
            for notice in Notice.objects.unread_by(by)
        ],
        ignore_conflicts=True,
    )
