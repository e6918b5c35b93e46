"""The way from a list of the admin to the import of its kind of file."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from policy.administration import ExportsCSV, KeptAdmin


class ImportedAdmin(ExportsCSV, KeptAdmin):
    """Exports by itself, and imports on the page that shows every fault first."""

    import_export_change_list_template = "admin/personnel/change_list_import.html"
    import_kind: ClassVar[str]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        import_url = reverse("personnel:import", args=[self.import_kind])
        return super().changelist_view(request, {**(extra_context or {}), "import_url": import_url})
