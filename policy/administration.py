"""What the admins of all apps share."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV
from tablib import Dataset

from policy.refusals import words_of
from policy.spreadsheets import defused, restored


class SaysWhatIsRefused(admin.ModelAdmin):
    """Shows in the form what a trigger, a constraint or an action refused on saving.

    The form is gone through once more with the refusal as its error, so nothing typed is lost.
    """

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, PermissionDenied, ValidationError) as error:
            if not (words := words_of(error)):
                raise
            request.refusal = words
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, *args, **kwargs)
        refusal = getattr(request, "refusal", None)
        return refusing(form, refusal) if refusal else form


def refusing(form: type[ModelForm], refusal: str) -> type[ModelForm]:
    """The same form, which finds nothing wrong but `refusal`."""

    def clean(self: ModelForm) -> None:
        form.clean(self)
        raise ValidationError(refusal)

    return cast("type[ModelForm]", type(form.__name__, (form,), {"clean": clean}))


class ReadOnlyAdmin(admin.ModelAdmin):
    """What the admin shows and never writes."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    """A part of something, listed with it and never written."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class KeptAdmin(SaysWhatIsRefused):
    """What ends without being deleted: someone leaves, a certificate is revoked."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class SafeCSV(CSV):
    """CSV whose cells no spreadsheet runs as formulas, and that reads such cells back."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        safe = Dataset(headers=dataset.headers)
        safe.extend([defused(str(cell)) for cell in row] for row in dataset)
        return super().export_data(safe, **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Dataset:
        dataset = super().create_dataset(in_stream, **kwargs)
        plain = Dataset(headers=dataset.headers)
        plain.extend([restored(cell) for cell in row] for row in dataset)
        return plain


class ExportsCSV(ExportMixin):
    """One button, one file: what the list shows, as CSV."""

    export_formats = (SafeCSV,)
    skip_export_form = True
