from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from import_export.admin import ImportMixin

from policy.administration import ExportsCSV, KeptAdmin, SafeCSV
from policy.lists.choices import ListName
from policy.lists.fields import ChoicesOf
from policy.systems.models import AccuracyTest, HostName, System
from policy.systems.resources import SystemResource


class SystemForm(forms.ModelForm):
    galleries = forms.MultipleChoiceField(
        label=capfirst(System._meta.get_field("galleries").verbose_name),
        choices=ChoicesOf(ListName.GALLERY),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = System
        fields = (
            "name",
            "slug",
            "vendor",
            "ownership",
            "performing_entity",
            "galleries",
            "algorithm",
            "algorithm_version",
            "status",
            "verified_on",
            "source",
            "notes",
        )


class HostNameInline(admin.StackedInline):
    model = HostName
    extra = 0


class AccuracyTestInline(admin.StackedInline):
    model = AccuracyTest
    extra = 0


class SystemAdmin(ImportMixin, ExportsCSV, KeptAdmin):
    """The register; policy/changes/admin lets it propose a status, and registers it."""

    form = SystemForm
    inlines = (HostNameInline, AccuracyTestInline)
    resource_classes = (SystemResource,)
    import_formats = (SafeCSV,)
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    list_display = ("name", "vendor", "ownership", "status", "verified_on")
    list_filter = ("status", "ownership", ("verified_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "vendor", "host_names__domain")
    prepopulated_fields: ClassVar = {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[System]:
        return super().get_queryset(request).prefetch_related("host_names")

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The whole file or nothing of it."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}
