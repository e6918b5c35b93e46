from typing import ClassVar

from django.contrib import admin

from policy.administration import ReadOnlyAdmin
from policy.changes.models import Change


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    fields = (
        *("kind", "account", "role", "system", "setting", "before", "after"),
        *("reason", "proposed_by", "proposed_at"),
        *("verdict", "decided_by", "decided_at", "decision_reason"),
    )
    list_display = ("__str__", "verdict", "proposed_by", "proposed_at", "decided_by", "decided_at")
    list_filter = ("verdict", "kind")
    list_select_related: ClassVar = ("account__person", "system", "proposed_by", "decided_by")
    search_fields = ("account__username", "system__name", "reason")
