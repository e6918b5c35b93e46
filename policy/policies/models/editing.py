"""Who works on a draft: the one who holds it now, all who ever did, and what is said of it."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_CHANGED, NEVER_EMPTIED
from policy.policies.models.parts import Clause
from policy.policies.models.versions import Version, account_field
from policy.policies.triggers.editing import COMMENT_LIFE, KEPT_WITH_VERSION


class EditLock(models.Model):
    """One editor of a draft at a time; it lapses by itself where the editor is not heard of."""

    LASTS = timedelta(minutes=5)

    version = models.OneToOneField(
        Version, models.CASCADE, related_name="edit_lock", verbose_name=_("version")
    )
    holder = account_field(_("held by"))
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last heard of"))
    taken_from = account_field(_("taken over from"), null=True)
    message = models.CharField(_("message to whom it was taken from"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("edit lock")
        verbose_name_plural = _("edit locks")

    def __str__(self) -> str:
        return f"{self.version}: {self.holder.display_name}"

    def has_lapsed(self, at: datetime) -> bool:
        return at - self.seen_at >= self.LASTS


class Contributor(models.Model):
    """Somebody who changed a draft, and so never is the second head that approves it."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="contributors", verbose_name=_("version")
    )
    account = account_field(_("account"))
    since = models.DateTimeField(_("since"))

    class Meta:
        ordering = ("version", "since", "pk")
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        triggers: ClassVar = [NEVER_CHANGED, KEPT_WITH_VERSION, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "account"), name="contributor_once"),
        ]

    def __str__(self) -> str:
        return self.account.display_name


class Comment(models.Model):
    """A remark on a clause, or the answer to one; the first of a thread is open or resolved.

    `about` is the clause as it was called then, and stays where the clause is deleted.
    """

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="comments", verbose_name=_("version")
    )
    clause = models.ForeignKey(
        Clause, models.SET_NULL, null=True, related_name="comments", verbose_name=_("clause")
    )
    about = models.CharField(_("about"), max_length=250)
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="replies", verbose_name=_("answers")
    )
    text = models.TextField(_("text"))
    author = account_field(_("author"))
    written_at = models.DateTimeField(_("written"))
    resolved_by = account_field(_("resolved by"), null=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    class Meta:
        ordering = ("version", "written_at", "pk")
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        triggers: ClassVar = [COMMENT_LIFE, KEPT_WITH_VERSION, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False, answers__isnull=True),
                name="comment_resolved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.text
