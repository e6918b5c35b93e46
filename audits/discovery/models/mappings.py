"""Log formats that auditors described, as `audits/discovery/formats/mapping.py` reads them."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.discovery.choices import Delimiter, MappedField, MappingKind
from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_faults import TARGETS
from audits.discovery.models.reaches import ENDED_BY_SOMEBODY, KEPT, STAYS
from policy.keeping import NEVER_EMPTIED

LONGEST_NAME = 40
ENDS_ONCE = pgtrigger.Protect(
    name="ends_once",
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__ended_at__isnull=False),
)
_CSV, _JSON = Q(kind=MappingKind.CSV), Q(kind=MappingKind.JSON)


class SavedMapping(models.Model):
    """One version of a format that somebody described; a change ends it and makes the next.

    So it can always be told how a log was read. `columns` says for each field where it stands: a
    header, a number from 1, or a key of JSON. `zone` is "" where it is the one named at the import.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    kind = models.CharField(_("lines"), max_length=4, choices=MappingKind)
    delimiter = models.CharField(_("between columns"), max_length=1, choices=Delimiter, blank=True)
    columns = models.JSONField(_("columns"))
    time_format = models.CharField(_("time format"), max_length=60)
    zone = models.CharField(_("zone of times that state none"), max_length=60, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="replaced_by",
        verbose_name=_("version before it"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by")
    )
    made_at = models.DateTimeField(_("saved"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("mapping of a log format")
        verbose_name_plural = _("mappings of log formats")
        triggers: ClassVar = [KEPT, STAYS, ENDS_ONCE, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(ended_at=None), name="mapping_current_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(time_format=""), name="mapping_has_name_and_time"
            ),
            models.CheckConstraint(
                condition=_CSV & Q(delimiter__in=Delimiter.values) | _JSON & Q(delimiter=""),
                name="mapping_delimiter_of_csv",
            ),
            models.CheckConstraint(
                condition=Q(columns__has_key="time") & Q(columns__has_any_keys=list(TARGETS)),
                name="mapping_tells_when_and_what",
            ),
            models.CheckConstraint(condition=ENDED_BY_SOMEBODY, name="mapping_ended_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def mapping(self) -> Mapping:
        return Mapping(
            name=self.name,
            columns=self.columns,
            kind=self.kind,
            delimiter=self.delimiter or ",",
            time_format=self.time_format,
            zone=self.zone,
        )

    @property
    def places(self) -> list[tuple[Any, str]]:
        """Each field in words, and where it stands."""
        return [
            (field.label, place_of(self.columns[field]))
            for field in MappedField
            if field in self.columns
        ]

    @cached_property
    def faults(self) -> list[str]:
        """Why it cannot be used, where the server's zones or what is known of columns changed."""
        return self.mapping.validate()


def place_of(column: str | int) -> str:
    """Where a column is, in words."""
    return column if isinstance(column, str) else gettext("column %(n)s") % {"n": column}
