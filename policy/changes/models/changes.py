"""A change that one administrator proposes and another decides on."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policy.changes.choices import OF_ROLES, ChangeKind, Verdict
from policy.changes.fields import ValueField
from policy.changes.models.proposals import Proposal
from policy.changes.triggers import CHANGE_APPLIED, CHANGE_LIFE
from policy.changes.wording import title_of, words_of
from policy.keeping import NEVER_EMPTIED
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.systems.models import System


class Change(Proposal):
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

    page = "changes:detail"

    class Meta(Proposal.Meta):
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
            *Proposal.Meta.constraints,
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
            models.UniqueConstraint(
                fields=("account", "role", "system", "setting"),
                condition=Q(verdict=Verdict.OPEN),
                nulls_distinct=False,
                name="change_open_once",
            ),
        ]

    def __str__(self) -> str:
        return title_of(self)

    @property
    def before_in_words(self) -> str:
        return words_of(self, self.before)

    @property
    def after_in_words(self) -> str:
        return words_of(self, self.after)
