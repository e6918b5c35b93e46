"""What was signed: the tree at a size, who signed it, and who cosigned."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.trail.triggers import NEVER_EMPTIED, WRITTEN_ONCE


class SigningKey(models.Model):
    """A key that signed checkpoints, as its verifier key (C2SP signed-note)."""

    verifier = models.TextField(_("verifier key"), unique=True)
    since = models.DateTimeField(_("first signed"))

    class Meta:
        ordering = ("since", "pk")
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]

    def __str__(self) -> str:
        return self.verifier


class Checkpoint(models.Model):
    """The tree of the first `size` entries, signed (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField(_("size"), unique=True)
    root = models.BinaryField(_("root hash"))
    note = models.TextField(_("signed note"))
    signed_at = models.DateTimeField(_("signed"))
    # The sequencer's own: how to go on from here without reading everything again.
    frontier = models.BinaryField()
    # Every transaction of the database before this one has ended, and its entries are placed.
    horizon = models.BigIntegerField()
    # Every entry up to this key is placed, whatever its transaction: a database that was restored
    # from a backup counts its transactions anew.
    settled = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("-size",)
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.size}"


class Cosignature(models.Model):
    """A witness saw this checkpoint after every earlier one that it knows."""

    checkpoint = models.ForeignKey(
        Checkpoint, models.PROTECT, related_name="cosignatures", verbose_name=_("checkpoint")
    )
    witness = models.TextField(_("witness"))
    line = models.TextField(_("signature line"))
    at = models.DateTimeField(_("cosigned"))

    class Meta:
        ordering = ("checkpoint", "witness")
        verbose_name = _("cosignature")
        verbose_name_plural = _("cosignatures")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("checkpoint", "witness"), name="cosigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.witness}: {self.checkpoint}"
