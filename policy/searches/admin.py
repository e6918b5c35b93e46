"""Requests in the admin: to be looked at. Nobody approves, runs or changes one here."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from policy.searches.models import Approval, Run, SearchRequest, Step


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows every field and changes none."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class PartOfRequest(admin.TabularInline):
    """A part of a request, listed with it."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ApprovalInline(PartOfRequest):
    model = Approval
    fields = ("version", "approver", "verdict", "reason", "at")


class StepInline(PartOfRequest):
    model = Step
    fields = ("at", "action", "before", "after", "actor", "version", "reason")


@admin.register(SearchRequest)
class SearchRequestAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "state", "system", "offense", "unit", "requester", "created_at")
    list_filter = ("state", "system", "agency_is_outside", "offense")
    list_select_related = ("system", "unit", "requester__rank")
    search_fields = ("number", "case_number", "requester__last_name", "requester__serial_number")
    date_hierarchy = "created_at"
    inlines = (ApprovalInline, StepInline)


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ("request", "version", "approver", "verdict", "at")
    list_filter = ("verdict",)
    list_select_related = ("request", "approver__rank")
    search_fields = ("request__number", "approver__last_name", "approver__serial_number")
    date_hierarchy = "at"


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ("request", "system", "operator", "started_at", "candidates", "recorded_at")
    list_filter = ("system",)
    list_select_related = ("request", "system", "operator__rank")
    search_fields = ("request__number", "operator__last_name", "operator__serial_number")
    date_hierarchy = "started_at"


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    list_display = ("request", "action", "before", "after", "actor", "at", "version")
    list_filter = ("action", "after")
    list_select_related = ("request", "actor__rank")
    search_fields = ("request__number", "actor__last_name", "actor__serial_number")
    date_hierarchy = "at"
