from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from policy.administration import SaysWhatIsRefused
from policy.personnel.admin.importing import ImportedAdmin
from policy.personnel.models import Certificate, Course
from policy.personnel.resources import CertificateResource


@admin.register(Course)
class CourseAdmin(SaysWhatIsRefused):
    list_display = ("code", "title", "track", "valid_months")
    list_filter = ("track",)
    search_fields = ("code", "title")


@admin.register(Certificate)
class CertificateAdmin(ImportedAdmin):
    resource_classes = (CertificateResource,)
    import_kind = "certificates"
    list_display = ("number", "person", "course", "issuer", "issued_on", "expires_on", "revoked_on")
    list_filter = ("issuer", "course", ("revoked_on", admin.EmptyFieldListFilter))
    list_select_related = ("person__rank", "course")
    date_hierarchy = "issued_on"
    search_fields = ("number", "person__serial_number", "person__last_name", "person__first_name")
    autocomplete_fields = ("person", "course")

    def save_model(self, request: HttpRequest, obj: Certificate, form: Any, change: bool) -> None:
        if not change and obj.expires_on is None:
            obj.expires_on = obj.course.last_day(obj.issued_on)
        super().save_model(request, obj, form, change)
