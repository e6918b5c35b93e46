"""Policies and decisions in the admin: to be looked at, never written.

A pack is imported on its own page, where the roles and the second person are held to.
"""

from django.contrib import admin

from policy.administration import ReadOnlyAdmin, ReadOnlyInline
from policy.policies.models import (
    Acknowledgment,
    Assurance,
    Binding,
    Clause,
    Decision,
    EventDeclaration,
    LapseWarning,
    Policy,
    Question,
    Reason,
    Requirement,
    Reviewer,
    Rule,
    StandingAssurance,
    Version,
)


class VersionInline(ReadOnlyInline):
    model = Version
    fields = ("number", "title", "state", "in_force_from", "in_force_until", "author")
    show_change_link = True


class ClauseInline(ReadOnlyInline):
    model = Clause
    fields = ("identifier", "heading", "text", "enforcement")


class RuleInline(ReadOnlyInline):
    model = Rule
    fields = ("identifier", "clause", "gates", "effect", "when")
    show_change_link = True


class RequirementInline(ReadOnlyInline):
    model = Requirement
    fields = ("kind", "details")


class QuestionInline(ReadOnlyInline):
    model = Question
    fields = ("name", "label", "type", "choices", "gates", "when")


class AssuranceInline(ReadOnlyInline):
    model = Assurance
    fields = ("identifier", "text", "gates", "never", "always_requires")


class ReviewerInline(ReadOnlyInline):
    model = Reviewer
    fields = ("account", "round", "asked_at", "verdict", "decided_at", "reason")


class EventDeclarationInline(ReadOnlyInline):
    model = EventDeclaration
    fields = ("declared_by", "declared_at", "occurred_at", "evidence", "link")


class BindingInline(ReadOnlyInline):
    model = Binding
    fields = ("unit", "chosen_by", "chosen_at")


class LapseWarningInline(ReadOnlyInline):
    model = LapseWarning
    fields = ("days", "lapses_at", "made_at", "figures", "acknowledged_by", "acknowledged_at")


class ReasonInline(ReadOnlyInline):
    model = Reason
    fields = ("effect", "rule", "text")


@admin.register(Policy)
class PolicyAdmin(ReadOnlyAdmin):
    list_display = ("slug",)
    search_fields = ("slug", "versions__title", "versions__issuer")
    inlines = (VersionInline,)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    list_display = (
        "policy",
        "number",
        "title",
        "state",
        "interim",
        "in_force_from",
        "in_force_until",
    )
    list_display_links = ("policy", "number")
    list_filter = ("state", "interim", "issuer")
    list_select_related = ("policy",)
    search_fields = ("policy__slug", "title", "issuer", "digest")
    inlines = (
        ClauseInline,
        RuleInline,
        QuestionInline,
        AssuranceInline,
        ReviewerInline,
        EventDeclarationInline,
        LapseWarningInline,
        BindingInline,
    )


@admin.register(Rule)
class RuleAdmin(ReadOnlyAdmin):
    list_display = ("identifier", "version", "clause", "effect", "gates")
    list_filter = ("effect", "version__policy")
    list_select_related = ("version", "clause")
    search_fields = ("identifier", "when")
    inlines = (RequirementInline,)


@admin.register(Acknowledgment)
class AcknowledgmentAdmin(ReadOnlyAdmin):
    list_display = ("at", "person", "version", "typed_name")
    list_filter = ("version__policy",)
    list_select_related = ("person__rank", "version")
    search_fields = ("typed_name", "person__serial_number", "digest")
    list_per_page = 50
    show_full_result_count = False


@admin.register(StandingAssurance)
class StandingAssuranceAdmin(ReadOnlyAdmin):
    list_display = ("identifier", "text", "since", "until")
    search_fields = ("identifier", "text")


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("made_at", "gate", "outcome")
    list_filter = ("outcome", "gate")
    search_fields = ("reasons__rule__identifier",)
    date_hierarchy = "made_at"
    list_per_page = 50
    show_full_result_count = False
    inlines = (ReasonInline,)
