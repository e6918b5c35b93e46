"""What was recorded, in the exact bytes that are sealed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.trail.triggers import ENTRY_GOES, ENTRY_WRITTEN, NEVER_EMPTIED


class Entry(models.Model):
    """One event. `entry` and `content` are canonical JSON, made by the database alone.

    `entry` says who did what to which row, when, and the SHA-256 of `content`; it is a leaf of the
    tree, for good. `content` says what the row was before and after, and the reason given; an
    approved act may seal it away, and the entry still proves that it was there.
    """

    # What a writer says, gone as soon as the database has made the bytes out of it.
    event = ArrayField(models.TextField(null=True), null=True, editable=False)
    entry = models.BinaryField(_("entry"))
    content = models.BinaryField(_("content"), null=True)
    leaf = models.BinaryField(_("leaf hash (RFC 6962)"))
    transaction = models.BigIntegerField(_("transaction of the database"))

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        triggers: ClassVar = [ENTRY_WRITTEN, ENTRY_GOES, NEVER_EMPTIED]
        indexes: ClassVar = [
            # The order in which entries get their places.
            models.Index(fields=("transaction", "id"), name="entry_by_transaction"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(event__isnull=True), name="entry_holds_no_event"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
