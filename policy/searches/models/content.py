"""What was submitted of a request: its content, and its image."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE
from policy.searches.models.fields import person_field
from policy.searches.models.requests import SearchRequest
from policy.searches.storage import private_storage, probe_path
from policy.searches.triggers.content import PROBE_IMAGE_KEPT, VERSION_OF_DRAFT


class ContentVersion(models.Model):
    """What was submitted, frozen: an approval is of one of these."""

    request = models.ForeignKey(SearchRequest, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("request", "number")
        triggers: ClassVar = [WRITTEN_ONCE, VERSION_OF_DRAFT, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("request", "number"), name="content_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request}, version {self.number}"


class ProbeImage(models.Model):
    """The image of the person sought, re-encoded without metadata, in private storage."""

    request = models.ForeignKey(
        SearchRequest, models.PROTECT, related_name="probe_images", verbose_name=_("request")
    )
    file = models.ImageField(
        _("image"),
        storage=private_storage,
        upload_to=probe_path,
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(_("width (pixels)"))
    height = models.PositiveIntegerField(_("height (pixels)"))
    sha256 = models.CharField(_("SHA-256 as kept"), max_length=64)
    original_sha256 = models.CharField(_("SHA-256 as uploaded"), max_length=64)
    uploaded_by = person_field(_("uploaded by"), "+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    replaced_at = models.DateTimeField(_("replaced"), null=True)

    class Meta:
        ordering = ("-uploaded_at",)
        triggers: ClassVar = [PROBE_IMAGE_KEPT, NEVER_EMPTIED]
        verbose_name = _("probe image")
        verbose_name_plural = _("probe images")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("request",),
                condition=Q(replaced_at__isnull=True),
                name="one_current_probe_image",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.sha256[:12]}"
