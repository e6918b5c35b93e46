"""The register of systems as CSV, out and in again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import SimpleArrayWidget

from policy.systems.choices import SystemStatus
from policy.systems.models import HostName, System

SEPARATOR = "|"


class SystemResource(ModelResource):
    """A system is known by its short name. Several galleries or host names stand with | between."""

    galleries = Field(attribute="galleries", widget=SimpleArrayWidget(separator=SEPARATOR))
    host_names = Field(readonly=True)

    class Meta:
        model = System
        import_id_fields = ("slug",)
        clean_model_instances = True
        fields = (
            "slug",
            "name",
            "vendor",
            "ownership",
            "performing_entity",
            "galleries",
            "algorithm",
            "algorithm_version",
            "status",
            "verified_on",
            "host_names",
            "source",
            "notes",
        )
        export_order = fields

    def dehydrate_host_names(self, system: System) -> str:
        return SEPARATOR.join(name.domain for name in system.host_names.all())

    def validate_instance(self, instance: System, *args: Any, **kwargs: Any) -> None:
        super().validate_instance(instance, *args, **kwargs)
        kept = System.objects.filter(pk=instance.pk).values_list("status", flat=True).first()
        if instance.status != (kept or SystemStatus.PROHIBITED):
            raise ValidationError(
                {
                    "status": _(
                        "A system enters the register as prohibited, and a file changes no status: "
                        "that takes two administrators, on the page of changes."
                    )
                }
            )

    def after_save_instance(self, instance: System, row: dict[str, Any], **kwargs: Any) -> None:
        """The file's host names are all that the system has; without the column, none change."""
        if "host_names" not in row:
            return
        domains = {domain.strip() for domain in row["host_names"].split(SEPARATOR)} - {""}
        instance.host_names.exclude(domain__in=domains).delete()
        for domain in domains - {name.domain for name in instance.host_names.all()}:
            host_name = HostName(system=instance, domain=domain)
            host_name.full_clean()
            host_name.save()
