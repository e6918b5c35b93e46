"""A change that one administrator proposes and another decides on."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policy.changes.choices import BY_ANOTHER, OF_ROLES, ChangeKind, Verdict
from policy.changes.fields import ValueField
from policy.changes.triggers import CHANGE_APPLIED, CHANGE_LIFE
from policy.changes.wording import title_of, words_of
from policy.keeping import NEVER_EMPTIED
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.systems.models import System

_DECIDED = Q(decided_by__isnull=False, decided_at__isnull=False, decided_at__gte=F("proposed_at"))


def by_account(verbose_name: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=verbose_name,
        **options,
    )


class Change(models.Model):
    """A role of an account, the status of a system, or a setting, from `before` to `after`.

    A role is held or not: false or true. A status is its code. A setting is a number, and None of a
    system that has none of its own. Approving it writes what it changes.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="changes", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    system = models.ForeignKey(
        System, models.PROTECT, null=True, related_name="changes", verbose_name=_("system")
    )
    setting = models.CharField(_("setting"), max_length=40, blank=True)
    before = ValueField(_("before"))
    after = ValueField(_("after"))
    reason = models.TextField(_("reason"))
    proposed_by = by_account(_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=Verdict, default=Verdict.OPEN, db_index=True
    )
    decided_by = by_account(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_reason = models.TextField(_("why"), blank=True)
    # Set by the database, in the statement that approves it.
    applied = models.BooleanField(_("applied"), default=False, editable=False)

    class Meta:
        ordering = ("-proposed_at", "-pk")
        verbose_name = _("change of a setting")
        verbose_name_plural = _("changes of settings")
        triggers: ClassVar = [CHANGE_LIFE, CHANGE_APPLIED, NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(fields=("-decided_at", "-id")),
            models.Index(
                fields=("account", "system"),
                condition=Q(verdict=Verdict.APPROVED, applied=False),
                name="change_being_applied",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=OF_ROLES, account__isnull=False, system__isnull=True)
                & ~Q(role="")
                & Q(setting="")
                | Q(
                    kind=ChangeKind.SYSTEM_STATUS,
                    account__isnull=True,
                    system__isnull=False,
                    role="",
                    setting="",
                )
                | Q(kind=ChangeKind.SETTING, account__isnull=True, role="") & ~Q(setting=""),
                name="change_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_ROLES)
                | Q(kind=ChangeKind.ROLE_GIVEN, before=False, after=True)
                | Q(kind=ChangeKind.ROLE_TAKEN, before=True, after=False),
                name="role_is_held_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="change_changes_something"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="change_has_a_reason",
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | Q(verdict__in=BY_ANOTHER) & _DECIDED & ~Q(decided_by=F("proposed_by"))
                | Q(verdict=Verdict.TAKEN_BACK, decided_by=F("proposed_by")) & _DECIDED,
                name="change_decided_by_another",
                violation_error_message=_("Nobody decides on a change that they proposed."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.DECLINED) | Q(decision_reason__regex=r"\S"),
                name="change_declined_with_reason",
            ),
            models.UniqueConstraint(
                fields=("account", "role", "system", "setting"),
                condition=Q(verdict=Verdict.OPEN),
                nulls_distinct=False,
                name="change_open_once",
            ),
        ]

    def __str__(self) -> str:
        return title_of(self)

    def get_absolute_url(self) -> str:
        return reverse("changes:detail", args=[self.pk])

    @property
    def before_in_words(self) -> str:
        return words_of(self, self.before)

    @property
    def after_in_words(self) -> str:
        return words_of(self, self.after)
