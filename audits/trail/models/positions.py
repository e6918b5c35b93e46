"""The place of each entry in the tree, and what it is found by."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.trail.models.entries import Entry
from audits.trail.triggers import NEVER_EMPTIED, PLACE_KEPT


class Position(models.Model):
    """A leaf of the tree. Beside index and hash, everything is read out of the entry's bytes."""

    index = models.BigIntegerField(_("index"), primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="position")
    leaf = models.BinaryField(_("leaf hash (RFC 6962)"))
    at = models.DateTimeField(_("when"))
    actor = models.TextField(_("who"))
    account_id = models.BigIntegerField(_("account"), null=True)
    verb = models.TextField(_("what"))
    kind = models.TextField(_("kind of record"))
    key = models.TextField(_("record"))
    request_id = models.BigIntegerField(_("search request"), null=True)
    person_id = models.BigIntegerField(_("person"), null=True)
    words = SearchVectorField(_("words"))

    class Meta:
        ordering = ("-index",)
        verbose_name = _("entry in its place")
        verbose_name_plural = _("entries in their places")
        triggers: ClassVar = [PLACE_KEPT, NEVER_EMPTIED]
        # Each begins with what is sought and ends with the order in which it is shown.
        indexes: ClassVar = [
            models.Index(fields=("account_id", "-index"), name="position_by_account"),
            models.Index(fields=("kind", "key", "-index"), name="position_by_record"),
            models.Index(fields=("verb", "-index"), name="position_by_verb"),
            models.Index(fields=("request_id", "-index"), name="position_by_request"),
            models.Index(fields=("person_id", "-index"), name="position_by_person"),
            models.Index(fields=("at",), name="position_by_time"),
            GinIndex(fields=("words",), name="position_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.index}"
