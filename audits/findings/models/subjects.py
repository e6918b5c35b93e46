"""Whom findings are about, under a pseudonym."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE


class Subject(models.Model):
    """A person by pseudonym. `sealed` is the serial number; pseudonyms.py makes both.

    There is no key to the person: a copy of the database names nobody.
    """

    code = models.CharField(_("pseudonym"), max_length=20, unique=True)
    sealed = models.BinaryField(_("sealed serial number"))

    class Meta:
        ordering = ("code",)
        verbose_name = _("subject of findings")
        verbose_name_plural = _("subjects of findings")
        triggers: ClassVar = [WRITTEN_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^P-[0-9A-Z]{5}-[0-9A-Z]{5}$"),
                name="subject_has_a_pseudonym",
            ),
        ]

    def __str__(self) -> str:
        return self.code
