from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.administration import SaysWhatIsRefused
from policy.personnel.actions import revoke_certificate
from policy.personnel.admin.importing import ImportedAdmin
from policy.personnel.models import Certificate, Course
from policy.personnel.resources import CertificateResource

ISSUED = ("person", "course", "issuer", "number", "issued_on", "expires_on")
REVOKED = ("revoked_on", "revocation_reason")


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

    fieldsets = (
        (None, {"fields": ISSUED}),
        (
            _("Revocation"),
            {
                "fields": REVOKED,
                "description": _(
                    "What a certificate says stays as it was issued. One that is wrong or no "
                    "longer holds is revoked, from today or a later day on, and another is issued."
                ),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Certificate | None = None) -> Any:
        if obj is None:
            return REVOKED
        return (*ISSUED, *REVOKED) if obj.revoked_on else ISSUED

    def save_model(self, request: Any, obj: Certificate, form: Any, change: bool) -> None:
        if not change:
            obj.expires_on = obj.expires_on or obj.course.last_day(obj.issued_on)
            super().save_model(request, obj, form, change)
        elif form.has_changed():
            revoke_certificate(
                by=request.user,
                certificate=Certificate.objects.get(pk=obj.pk),
                on=form.cleaned_data["revoked_on"],
                reason=obj.revocation_reason,
                at=timezone.now(),
            )
