"""What the settings of the department were set to, and since when."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Floor
from django.utils.translation import gettext_lazy as _

from policy.changes.models.changes import Change
from policy.changes.settings import SETTINGS, Setting
from policy.changes.triggers import VALUE_BY_TWO
from policy.keeping import NEVER_EMPTIED
from policy.systems.models import System

_OF_SYSTEMS = [each.name for each in SETTINGS.values() if each.of_a_system]
_WHOLE = [each.name for each in SETTINGS.values() if each.whole]


def _within_bounds(setting: Setting) -> Q:
    return Q(setting=setting.name, value__range=(setting.floor, setting.ceiling))


class SettingValue(models.Model):
    """What a setting is set to from one moment on; it is set anew, never edited.

    Without a value a system has what the department has.
    """

    setting = models.CharField(_("setting"), max_length=40)
    system = models.ForeignKey(
        System, models.PROTECT, null=True, related_name="+", verbose_name=_("system")
    )
    value = models.DecimalField(_("value"), max_digits=8, decimal_places=2, null=True)
    since = models.DateTimeField(_("since"))
    change = models.OneToOneField(
        Change, models.PROTECT, related_name="value", verbose_name=_("change")
    )

    class Meta:
        ordering = ("setting", "system", "since")
        verbose_name = _("value of a setting")
        verbose_name_plural = _("values of settings")
        triggers: ClassVar = [VALUE_BY_TWO, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("setting", "system", "-since"))]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=reduce(or_, map(_within_bounds, SETTINGS.values())),
                name="setting_within_its_bounds",
            ),
            models.CheckConstraint(
                condition=Q(system__isnull=True) | Q(setting__in=_OF_SYSTEMS),
                name="setting_of_the_department_alone",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(system__isnull=False),
                name="setting_of_the_department_has_a_value",
            ),
            models.CheckConstraint(
                condition=~Q(setting__in=_WHOLE) | Q(value=Floor(F("value"))),
                name="setting_in_whole_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.setting}: {self.value}"
