"""The lists and the agencies in the admin: written by the same actions as on the pages."""

from abc import ABCMeta, abstractmethod
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportMixin
from import_export.fields import Field
from import_export.resources import ModelDeclarativeMetaclass, ModelResource
from import_export.widgets import ForeignKeyWidget

from policy.administration import ExportsCSV, KeptAdmin, SafeCSV
from policy.lists.choices import ListName
from policy.lists.models import Agency, Agreement, Entry
from policy.personnel.permissions import require
from policy.policies import actions
from policy.policies.permissions import may_keep_lists


class OffenseWidget(ForeignKeyWidget):
    """An offense by its code."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
        return Entry.objects.filter(list=ListName.OFFENSE)


class KeptMetaclass(ABCMeta, ModelDeclarativeMetaclass):
    """Of resources that are not whole until they name their actions."""


class KeptResource(ModelResource, metaclass=KeptMetaclass):
    """Rows that go through the actions, in the name of whoever imports."""

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.by = kwargs.get("user")
        require(may_keep_lists(self.by))
        super().before_import(dataset, **kwargs)

    def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """The action checks the whole, once."""

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        if is_create:
            self.add(instance)
        else:
            self.change(instance)

    @abstractmethod
    def add(self, instance: Any) -> None:
        """Enters what the file has and the list has not."""

    @abstractmethod
    def change(self, instance: Any) -> None:
        """Keeps what the file says of an instance that is there."""


class EntryResource(KeptResource):
    """An entry is known by its list and code. A new one goes behind `after`, else to the end."""

    attempt_of = Field(attribute="attempt_of", widget=OffenseWidget(Entry, field="code"))
    after = Field(readonly=True)

    class Meta:
        model = Entry
        import_id_fields = ("list", "code")
        fields = (
            "list",
            "code",
            "words",
            "after",
            "attempt_of",
            "statute",
            "since",
            "until",
            "note",
        )
        export_order = fields
        skip_unchanged = True

    def dehydrate_after(self, entry: Entry) -> str:
        """The place is that of the row in the file."""
        return ""

    def before_save_instance(self, instance: Entry, row: Any, **kwargs: Any) -> None:
        self.behind = row.get("after") or ""

    def add(self, instance: Entry) -> None:
        after = Entry.objects.filter(list=instance.list, code=self.behind).first()
        if self.behind and after is None:
            raise ValidationError({"after": _("The list has no entry with this code.")})
        actions.add_entry(entry=instance, by=self.by, at=timezone.now(), after=after)

    def change(self, instance: Entry) -> None:
        actions.change_entry(entry=instance, by=self.by)


class AgencyResource(KeptResource):
    """An agency is known by its name."""

    class Meta:
        model = Agency
        import_id_fields = ("name",)
        fields = ("name", "kind", "note")
        export_order = fields
        skip_unchanged = True

    def add(self, instance: Agency) -> None:
        actions.add_agency(agency=instance, by=self.by, at=timezone.now())

    def change(self, instance: Agency) -> None:
        actions.change_agency(agency=instance, by=self.by)


class ImportsToo(ImportMixin, ExportsCSV, KeptAdmin):
    """Out as CSV and in again: the whole file or nothing of it."""

    import_formats = (SafeCSV,)
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}


@admin.register(Entry)
class EntryAdmin(ImportsToo):
    resource_classes = (EntryResource,)
    list_display = ("words", "list", "code", "attempt_of", "statute", "since", "until")
    list_filter = ("list", ("until", admin.EmptyFieldListFilter))
    list_select_related = ("attempt_of",)
    search_fields = ("code", "words", "statute", "note")
    autocomplete_fields = ("attempt_of",)
    fields = ("list", "code", "words", "attempt_of", "statute", "since", "until", "note")

    def get_readonly_fields(self, request: HttpRequest, obj: Entry | None = None) -> Any:
        """What rules name stays what it is."""
        return ("list", "code") if obj else ()

    def save_model(self, request: Any, obj: Entry, form: Any, change: bool) -> None:
        if change:
            actions.change_entry(entry=obj, by=request.user)
        else:
            actions.add_entry(entry=obj, by=request.user, at=timezone.now())


class AgreementInline(admin.StackedInline):
    model = Agreement
    extra = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An agreement is ended on its own page."""
        return False


@admin.register(Agency)
class AgencyAdmin(ImportsToo):
    resource_classes = (AgencyResource,)
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "note", "agreements__reference")
    inlines: ClassVar = (AgreementInline,)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        for agreement in formset.save(commit=False):
            actions.add_agreement(agreement=agreement, by=request.user)

    def save_model(self, request: Any, obj: Agency, form: Any, change: bool) -> None:
        if change:
            actions.change_agency(agency=obj, by=request.user)
        else:
            actions.add_agency(agency=obj, by=request.user, at=timezone.now())
