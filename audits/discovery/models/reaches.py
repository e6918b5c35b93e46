"""By what a service is reached on the network, as auditors add it to the register's host names."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.discovery.choices import ReachKind
from policy.keeping import NEVER_EMPTIED
from policy.systems.models import System

KEPT = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)
# What was looked for and when stays as it was said; it only ends.
STAYS = pgtrigger.Protect(
    name="stays",
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange(exclude=["ended_at", "ended_by"]),
)
OF_ONE = Q(ended_at=None) & ~Q(kind=ReachKind.SEARCH)
ENDED_BY_SOMEBODY = Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False) & Q(
    ended_by__isnull=False
)


class Added(models.Model):
    """What an auditor added to the catalog, until it ends."""

    note = models.CharField(
        _("how this is known"),
        max_length=300,
        help_text=_("The vendor's documents, a packet capture, the county's administrator."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        abstract = True


class Reach(Added):
    """A domain, an address, or what a search looks like, of one system.

    `value` of a domain is in lower case and ASCII, a `*` standing for one label; of an address, an
    IP address or the first bytes of an IPv4 one ("203.0.113."); of a search, a regular expression
    of the path, beside its `method`.
    """

    system = models.ForeignKey(
        System, models.PROTECT, related_name="reaches", verbose_name=_("system")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReachKind)
    value = models.CharField(_("reached by"), max_length=253)
    method = models.CharField(_("method"), max_length=10, blank=True)

    class Meta:
        ordering = ("system", "kind", "value", "pk")
        verbose_name = _("way to reach a service")
        verbose_name_plural = _("ways to reach services")
        triggers: ClassVar = [KEPT, STAYS, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("value",), condition=OF_ONE, name="reach_of_one"),
            models.UniqueConstraint(
                fields=("system", "method", "value"),
                condition=Q(ended_at=None, kind=ReachKind.SEARCH),
                name="reach_search_once",
            ),
            models.CheckConstraint(condition=~Q(value=""), name="reach_by_something"),
            models.CheckConstraint(
                condition=Q(kind=ReachKind.SEARCH) & ~Q(method="")
                | ~Q(kind=ReachKind.SEARCH) & Q(method=""),
                name="reach_method_of_a_search",
            ),
            models.CheckConstraint(condition=ENDED_BY_SOMEBODY, name="reach_ended_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.value}".strip()


class PermittedHost(Added):
    """A name below one of a system's that anyone may reach: news, help, a page for the press.

    The name that says more wins over the system's own.
    """

    system = models.ForeignKey(
        System, models.PROTECT, related_name="permitted_hosts", verbose_name=_("system")
    )
    domain = models.CharField(_("domain"), max_length=253)

    class Meta:
        ordering = ("domain", "pk")
        verbose_name = _("permitted host")
        verbose_name_plural = _("permitted hosts")
        triggers: ClassVar = [KEPT, STAYS, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("domain",), condition=Q(ended_at=None), name="permitted_host_once"
            ),
            models.CheckConstraint(
                condition=ENDED_BY_SOMEBODY, name="permitted_host_ended_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.domain

    @property
    def slug(self) -> str:
        """What discovery calls it: a service beside the system's own."""
        return f"permitted-host-{self.pk}"
