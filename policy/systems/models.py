"""The register of search systems: what may be asked of what, and what is known about it."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ListName
from policy.lists.fields import CodeField
from policy.lists.queries import current
from policy.systems.choices import Ownership, SystemStatus
from policy.systems.validators import validate_domain, validate_one_line


class System(models.Model):
    """A face-recognition service, the department's own or anyone's."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True, validators=[validate_one_line])
    vendor = models.CharField(_("vendor"), max_length=120)
    ownership = models.CharField(_("ownership"), max_length=20, choices=Ownership)
    performing_entity = CodeField(_("searches are performed by"), of=ListName.PERFORMING_ENTITY)
    galleries = ArrayField(
        CodeField(of=ListName.GALLERY),
        verbose_name=_("galleries"),
        help_text=_("The kinds of photographs that it searches."),
    )
    algorithm = models.CharField(_("algorithm"), max_length=120, blank=True)
    algorithm_version = models.CharField(_("algorithm version"), max_length=60, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=SystemStatus, default=SystemStatus.PROHIBITED
    )
    notes = models.TextField(_("notes"), blank=True)
    source = models.TextField(
        _("source"), blank=True, help_text=_("Where these facts come from, for the catalog.")
    )
    verified_on = models.DateField(
        _("verified by the department on"),
        null=True,
        blank=True,
        help_text=_("Empty while the entry still has to be verified by the department."),
    )

    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    class Meta:
        ordering = ("name",)
        verbose_name = _("system")
        verbose_name_plural = _("systems")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status=SystemStatus.ALLOWED) | Q(verified_on__isnull=False),
                name="system_allowed_only_when_verified",
                violation_error_message=_(
                    "A system can be allowed only after the department has verified its entry."
                ),
            ),
            models.CheckConstraint(
                condition=Q(galleries__len__gt=0),
                name="system_has_a_gallery",
                violation_error_message=_("Name at least one gallery."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("systems:detail", args=[self.slug])

    @property
    def gallery_labels(self) -> list[Any]:
        lists = current()
        return [lists.words(ListName.GALLERY, gallery) for gallery in self.galleries]


class HostName(models.Model):
    """A registered domain by which a system is reached on the network."""

    system = models.ForeignKey(
        System, models.CASCADE, related_name="host_names", verbose_name=_("system")
    )
    domain = models.CharField(
        _("domain"),
        max_length=253,
        validators=[validate_domain],
        help_text=_("In lower case; names below it count as well."),
    )

    class Meta:
        ordering = ("domain",)
        verbose_name = _("host name")
        verbose_name_plural = _("host names")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("domain"),
                name="host_name_once",
                violation_error_message=_("This domain belongs to a system already."),
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class AccuracyTest(models.Model):
    """A published test of one version of a system's algorithm."""

    system = models.ForeignKey(
        System, models.CASCADE, related_name="accuracy_tests", verbose_name=_("system")
    )
    algorithm_version = models.CharField(_("algorithm version"), max_length=60)
    tester = models.CharField(_("tested by"), max_length=120)
    tested_on = models.DateField(_("tested on"))
    reference = models.CharField(_("reference"), max_length=200)
    datasets = models.PositiveSmallIntegerField(_("number of data sets"), default=1)
    true_positive_rate = models.DecimalField(
        _("lowest true positive rate of any demographic group (percent)"),
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        ordering = ("-tested_on",)
        verbose_name = _("accuracy test")
        verbose_name_plural = _("accuracy tests")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(true_positive_rate__range=(0, 100)),
                name="true_positive_rate_is_a_percentage",
                violation_error_message=_("A true positive rate lies between 0 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.true_positive_rate} %"
