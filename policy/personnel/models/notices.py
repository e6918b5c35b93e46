"""Notices to people of the office: what happened, said once, until it is read."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from policy.personnel.choices import Role
from policy.personnel.models.accounts import Account


class NoticeQuerySet(models.QuerySet["Notice"]):
    def addressed_to(self, account: Account) -> "NoticeQuerySet":
        """What is addressed to `account`, or to a role that it holds now."""
        return self.filter(Q(account=account) | Q(role__in=account.roles))

    def marked_for(self, account: Account) -> "NoticeQuerySet":
        """With `read_at`: when `account` read it, None where it has not."""
        read = NoticeReading.objects.filter(notice=OuterRef("pk"), account=account)
        return self.annotate(read_at=models.Subquery(read.values("read_at")[:1]))

    def unread_by(self, account: Account) -> "NoticeQuerySet":
        read = NoticeReading.objects.filter(notice=OuterRef("pk"), account=account)
        return self.addressed_to(account).exclude(Exists(read))


class Notice(models.Model):
    """Something that one account, or everyone who holds a role, is told; `key` says it once."""

    account = models.ForeignKey(
        Account,
        models.CASCADE,
        null=True,
        related_name="notices",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    key = models.CharField(_("key"), max_length=200)
    text = models.TextField(_("text"))
    link = models.CharField(_("link"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("made"))

    objects = NoticeQuerySet.as_manager()

    # What `marked_for` adds.
    read_at: datetime | None

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        triggers: ClassVar = [
            pgtrigger.Protect(name="said_once", operation=pgtrigger.Update),
        ]
        indexes: ClassVar = [
            models.Index(fields=("account", "-created_at")),
            models.Index(fields=("role", "-created_at")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, role="") | Q(account__isnull=True) & ~Q(role=""),
                name="notice_to_one_account_or_one_role",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="notice_says_something"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__regex=r"^/([^/\\]|$)"),
                name="notice_leads_nowhere_else",
            ),
            models.UniqueConstraint(
                fields=("account", "role", "key"),
                nulls_distinct=False,
                name="notice_said_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class NoticeReading(models.Model):
    """That an account has read a notice."""

    notice = models.ForeignKey(
        Notice, models.CASCADE, related_name="readings", verbose_name=_("notice")
    )
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("reading of a notice")
        verbose_name_plural = _("readings of notices")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("notice", "account"), name="notice_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.notice}"
