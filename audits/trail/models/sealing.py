"""Content that leaves the trail: under whose order, by which two, and of which entries."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.trail.models.entries import Entry
from audits.trail.models.positions import Position
from audits.trail.triggers import NEVER_EMPTIED, ORDER_CARRIED_OUT, SEALED_IN_SCOPE, WRITTEN_ONCE
from policy.changes.choices import Verdict
from policy.changes.models.proposals import Proposal
from policy.changes.triggers import life
from policy.searches.models import SearchRequest


class SealingOrder(Proposal):
    """What a court or a statute orders to be sealed: all of a search request, or one entry.

    Approving it takes the content out of every entry in its scope that has a place at that moment
    (`trail_seal`); `applied` then says that it is done. It is done once.
    """

    request = models.ForeignKey(
        SearchRequest,
        models.PROTECT,
        null=True,
        related_name="sealing_orders",
        verbose_name=gettext_lazy("search request"),
    )
    position = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        related_name="sealing_orders",
        verbose_name=gettext_lazy("entry"),
    )
    authority = models.CharField(gettext_lazy("court or statute"), max_length=200)
    order_number = models.CharField(gettext_lazy("number of the order"), max_length=80)
    ordered_on = models.DateField(gettext_lazy("date of the order"))

    page = "trail:sealing"

    class Meta(Proposal.Meta):
        verbose_name = gettext_lazy("order to seal")
        verbose_name_plural = gettext_lazy("orders to seal")
        triggers: ClassVar = [life("sealing order"), ORDER_CARRIED_OUT, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("-decided_at", "-id"))]
        constraints: ClassVar = [
            *Proposal.Meta.constraints,
            models.CheckConstraint(
                condition=Q(request__isnull=False, position__isnull=True)
                | Q(request__isnull=True, position__isnull=False),
                name="sealingorder_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(authority__regex=r"\S", order_number__regex=r"\S"),
                name="sealingorder_has_an_authority",
            ),
            models.UniqueConstraint(
                fields=("request", "position"),
                condition=Q(verdict=Verdict.OPEN),
                nulls_distinct=False,
                name="sealingorder_open_once",
            ),
        ]

    def __str__(self) -> str:
        if self.request is not None:
            return _("Seal request %(number)s in the trail") % {"number": self.request}
        return _("Seal entry %(index)s of the trail") % {"index": self.position_id}


class SealedEntry(models.Model):
    """An entry whose content an order sealed. Written by `trail_seal` alone, and once."""

    entry = models.OneToOneField(
        Entry,
        models.PROTECT,
        primary_key=True,
        related_name="sealing",
        verbose_name=gettext_lazy("entry"),
    )
    order = models.ForeignKey(
        SealingOrder,
        models.PROTECT,
        related_name="sealed",
        verbose_name=gettext_lazy("order to seal"),
    )

    class Meta:
        verbose_name = gettext_lazy("sealed entry")
        verbose_name_plural = gettext_lazy("sealed entries")
        triggers: ClassVar = [WRITTEN_ONCE, SEALED_IN_SCOPE, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.pk}"
