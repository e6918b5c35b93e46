"""Requests in the admin: to be looked at. Nobody approves, runs or changes one here."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from policy.administration import ReadOnlyAdmin, ReadOnlyInline
from policy.searches.models import Approval, Run, SearchRequest, Step


class RecordAdmin(ReadOnlyAdmin):
    """A list that may be long: a page at a time, and never counted."""

    list_per_page = 50
    show_full_result_count = False
    actions = None


class ApprovalInline(ReadOnlyInline):
    model = Approval
    fields = ("version", "approver", "verdict", "reason", "at")


class StepInline(ReadOnlyInline):
    model = Step
    fields = ("at", "action", "before", "after", "actor", "version", "reason")


@admin.register(SearchRequest)
class SearchRequestAdmin(RecordAdmin):
    list_display = ("__str__", "state", "system", "offense", "unit", "requester", "created_at")
    list_filter = ("state", "system", "agency_is_outside", "offense")
    list_select_related = ("system", "unit", "requester__rank")
    search_fields = ("number", "case_number", "requester__last_name", "requester__serial_number")
    date_hierarchy = "created_at"
    inlines = (ApprovalInline, StepInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchRequest]:
        """What was never submitted is its requester's alone."""
        return super().get_queryset(request).filter(submitted_at__isnull=False)


@admin.register(Approval)
class ApprovalAdmin(RecordAdmin):
    list_display = ("request", "version", "approver", "verdict", "at")
    list_filter = ("verdict",)
    list_select_related = ("request", "approver__rank")
    search_fields = ("request__number", "approver__last_name", "approver__serial_number")
    date_hierarchy = "at"


@admin.register(Run)
class RunAdmin(RecordAdmin):
    list_display = ("request", "system", "operator", "started_at", "candidates", "recorded_at")
    list_filter = ("system",)
    list_select_related = ("request", "system", "operator__rank")
    search_fields = ("request__number", "operator__last_name", "operator__serial_number")
    date_hierarchy = "started_at"


@admin.register(Step)
class StepAdmin(RecordAdmin):
    list_display = ("request", "action", "before", "after", "actor", "at", "version")
    list_filter = ("action", "after")
    list_select_related = ("request", "actor__rank")
    search_fields = ("request__number", "actor__last_name", "actor__serial_number")
    date_hierarchy = "at"
