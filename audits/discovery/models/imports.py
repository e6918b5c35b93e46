"""An import: files that are read together, and how far the reading is."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.discovery.choices import AT_WORK, Role, Stage
from audits.discovery.models.folders import WatchedFolder
from policy.keeping import NEVER_EMPTIED
from policy.personnel.models import Account
from policy.systems.models import System

WORKING = Q(stage__in=AT_WORK)


class Import(models.Model):
    """Logs and tables handed over together. `blind_spots` says what could not be seen in them."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("imported by"),
        help_text=_("Empty where the files came out of a watched folder."),
    )
    folder = models.ForeignKey(
        WatchedFolder, models.PROTECT, null=True, related_name="imports", verbose_name=_("folder")
    )
    title = models.CharField(_("what it is"), max_length=200)
    made_at = models.DateTimeField(_("handed over"))
    zone = models.CharField(_("zone of times that state none"), max_length=60)
    log_format = models.CharField(_("format"), max_length=40, blank=True)
    about = models.ForeignKey(
        System,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service that it is about"),
        help_text=_("For a vendor's own export, whose rows do not say which service it is."),
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.WAITING)
    stage_at = models.DateTimeField(_("in this stage since"))
    failure = models.TextField(_("why it failed"), blank=True)
    blind_spots = models.JSONField(_("blind spots"), null=True, editable=False)
    duplicates = models.PositiveIntegerField(_("contacts seen before"), default=0)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        triggers: ClassVar = [NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(fields=["-made_at", "-id"], name="import_by_time"),
            models.Index(fields=["stage_at"], condition=WORKING, name="import_at_work"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(made_by=None, folder=None), name="import_comes_from_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.FAILED) & ~Q(failure="")
                | ~Q(stage=Stage.FAILED) & Q(failure=""),
                name="import_failed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=(Stage.DONE, Stage.PARTIAL)) | Q(blind_spots__isnull=False),
                name="import_never_done_without_blind_spots",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discovery:import", args=[self.pk])

    @property
    def brought_by(self) -> Account | None:
        """Whoever handed the files over, or has their folder watched; who does not judge them."""
        return self.made_by or (self.folder.added_by if self.folder else None)

    @property
    def at_work(self) -> bool:
        return self.stage in AT_WORK


class ImportedFile(models.Model):
    """A file of an import. `path` is where the server has it; `offset` is how far it was read.

    `offset` counts bytes of the text, `taken` bytes of the file; `headers` are the header lines in
    force at `offset`; `coverage`, `resolvers` and `shown` are kept as discovery makes them. `start`
    is where the reading began: what stands before it was read by an earlier import. By the
    `fingerprint` of what was read it is told, once the file has grown, whether it is the same.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=500)
    path = models.CharField(max_length=1000, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"))
    role = models.CharField(_("read as"), max_length=10, choices=Role, default=Role.UNKNOWN)
    log_format = models.CharField(_("format"), max_length=40, blank=True)
    taken = models.PositiveBigIntegerField(_("bytes read"), default=0)
    offset = models.PositiveBigIntegerField(default=0, editable=False)
    start = models.PositiveBigIntegerField(_("read from"), default=0)
    headers = models.JSONField(default=dict, editable=False)
    lines = models.PositiveBigIntegerField(_("lines"), default=0)
    undecodable = models.PositiveBigIntegerField(_("lines that are not UTF-8"), default=0)
    contacts = models.PositiveIntegerField(_("contacts"), default=0)
    resolvers = models.JSONField(default=dict, editable=False)
    shown = models.JSONField(default=dict, editable=False)
    coverage = models.JSONField(default=dict, editable=False)
    first_lines = models.TextField(_("first lines"), blank=True)
    done = models.BooleanField(_("read to the end"), default=False)
    read_at = models.DateTimeField(_("last read"), null=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ("batch", "name", "pk")
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("batch", "name"), name="file_once_in_an_import"),
            models.CheckConstraint(condition=Q(taken__lte=F("size")), name="file_taken_in_part"),
        ]

    def __str__(self) -> str:
        return self.name


class FileFault(models.Model):
    """What of a file could not be read: bytes of its text from `offset` on; 0 bytes: unknown."""

    file = models.ForeignKey(ImportedFile, models.CASCADE, related_name="faults")
    offset = models.PositiveBigIntegerField(_("offset"))
    length = models.PositiveBigIntegerField(_("bytes"))
    what = models.CharField(_("what"), max_length=300)

    class Meta:
        ordering = ("file", "offset")
        verbose_name = _("part that could not be read")
        verbose_name_plural = _("parts that could not be read")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("file", "offset", "what"), name="fault_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file} at {self.offset}: {self.what}"
