"""Whom a published version binds, and who has read and signed it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.personnel.models import Person, Unit
from policy.policies.models.versions import Version, account_field
from policy.policies.triggers.acknowledging import BINDS_WHEN_PUBLISHED, OF_THE_TEXT_SIGNED


class Binding(models.Model):
    """That a version binds a unit, with everyone in it and below.

    A version without any binds the whole department.
    """

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="bindings", verbose_name=_("version")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    chosen_by = account_field(_("chosen by"))
    chosen_at = models.DateTimeField(_("chosen"))

    class Meta:
        ordering = ("version", "unit")
        verbose_name = _("binding of a unit")
        verbose_name_plural = _("bindings of units")
        triggers: ClassVar = [BINDS_WHEN_PUBLISHED, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "unit"), name="unit_bound_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.unit}"


class Acknowledgment(models.Model):
    """That a person has read a version and signed it by name.

    `digest` is that of the version, `substance` that of the part of it that binds people.
    """

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="acknowledgments", verbose_name=_("version")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="acknowledgments", verbose_name=_("person")
    )
    typed_name = models.CharField(_("name, as typed"), max_length=200)
    digest = models.CharField(_("SHA-256 of the pack"), max_length=64)
    substance = models.CharField(_("SHA-256 of what binds people"), max_length=64)
    at = models.DateTimeField(_("acknowledged"))

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("acknowledgment")
        verbose_name_plural = _("acknowledgments")
        triggers: ClassVar = [OF_THE_TEXT_SIGNED, WRITTEN_ONCE, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("person", "version"))]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "person"), name="acknowledged_once_each"),
            models.CheckConstraint(
                condition=Q(substance__regex=r"^[0-9a-f]{64}$"),
                name="acknowledgment_has_digest_of_substance",
            ),
            models.CheckConstraint(
                condition=~Q(typed_name=""), name="acknowledgment_signed_by_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}: {self.version}"
