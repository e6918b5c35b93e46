"""Ranks, units and people, with the chain of command."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import TreeNode

from policy.keeping import NEVER_EMPTIED
from policy.lists.choices import ListName
from policy.lists.fields import CodeField
from policy.personnel.choices import PersonStatus
from policy.personnel.triggers import ACCOUNT_FOLLOWS_STATUS, NO_CYCLE_IN_CHAIN, NO_CYCLE_OF_UNITS


class Rank(models.Model):
    """A rank of the department, placed in the order that every policy compares by."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    grade = CodeField(
        _("grade"),
        of=ListName.GRADE,
        help_text=_("The step in the order of ranks that policies compare by."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), unique=True, help_text=_("1 is the lowest rank.")
    )

    class Meta:
        ordering = ("order",)
        verbose_name = _("rank")
        verbose_name_plural = _("ranks")

    def __str__(self) -> str:
        return self.name


class Unit(TreeNode):
    """A part of the department; units form a tree."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    parent = TreeNodeForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("unit above"),
    )

    class Meta:
        ordering = ("code",)
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        triggers: ClassVar = [NO_CYCLE_OF_UNITS]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A member of the department, sworn or not, with or without an account."""

    serial_number = models.CharField(_("serial number"), max_length=20, unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("email"), blank=True)
    rank = models.ForeignKey(Rank, models.PROTECT, related_name="people", verbose_name=_("rank"))
    sworn = models.BooleanField(_("sworn"), default=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("unit"))
    supervisor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("supervisor"),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=PersonStatus,
        default=PersonStatus.ACTIVE,
        help_text=_("The account of a suspended or separated person is closed at once."),
    )

    class Meta:
        ordering = ("last_name", "first_name", "serial_number")
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes: ClassVar = [models.Index(fields=("last_name", "first_name", "serial_number"))]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(supervisor=F("pk")),
                name="person_not_own_supervisor",
                violation_error_message=_("A person cannot be their own supervisor."),
            ),
        ]
        triggers: ClassVar = [NO_CYCLE_IN_CHAIN, ACCOUNT_FOLLOWS_STATUS, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.rank.name} {self.name} ({self.serial_number})"

    def get_absolute_url(self) -> str:
        return reverse("personnel:person", args=[self.pk])

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"
