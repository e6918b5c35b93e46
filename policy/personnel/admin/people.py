from django.contrib import admin

from policy.administration import SaysWhatIsRefused
from policy.personnel.admin.importing import ImportedAdmin
from policy.personnel.models import Person, Rank, Unit
from policy.personnel.resources import PersonResource


@admin.register(Rank)
class RankAdmin(SaysWhatIsRefused):
    list_display = ("name", "grade", "order")
    search_fields = ("name",)


@admin.register(Unit)
class UnitAdmin(SaysWhatIsRefused):
    list_display = ("code", "name", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)


@admin.register(Person)
class PersonAdmin(ImportedAdmin):
    resource_classes = (PersonResource,)
    import_kind = "roster"
    list_display = ("serial_number", "last_name", "first_name", "rank", "unit", "status")
    list_filter = ("status", "sworn", "rank", "unit")
    list_select_related = ("rank", "unit", "supervisor")
    search_fields = ("serial_number", "last_name", "first_name", "email")
    autocomplete_fields = ("rank", "unit", "supervisor")
