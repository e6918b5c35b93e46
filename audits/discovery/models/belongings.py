"""What auditors say is the department's own: logs name their users and machines by it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.discovery.choices import BelongingKind
from audits.discovery.models.reaches import ENDED_BY_SOMEBODY, KEPT, STAYS, Added
from policy.keeping import NEVER_EMPTIED


class Belonging(Added):
    """A realm of the department's user names, in lower case (`police`), or a proxy's address."""

    kind = models.CharField(_("kind"), max_length=10, choices=BelongingKind)
    value = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ("kind", "value", "pk")
        verbose_name = _("thing of the department's own")
        verbose_name_plural = _("things of the department's own")
        triggers: ClassVar = [KEPT, STAYS, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("kind", "value"), condition=Q(ended_at=None), name="belonging_once"
            ),
            models.CheckConstraint(condition=~Q(value=""), name="belonging_has_a_name"),
            models.CheckConstraint(condition=ENDED_BY_SOMEBODY, name="belonging_ended_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.value
