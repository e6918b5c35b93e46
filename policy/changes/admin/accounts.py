from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from policy.changes import actions
from policy.changes.admin.proposing import BY_TWO, ReasonField, propose, tell
from policy.personnel.admin.accounts import (
    AccountAdmin,
    AccountChangeForm,
    AccountCreationForm,
)
from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant

ROLES = (_("Giving and taking roles"), {"fields": ("reason",), "description": BY_TWO})


class ProposingCreationForm(AccountCreationForm):
    reason = ReasonField()


class ProposingChangeForm(AccountChangeForm):
    reason = ReasonField()


class RoleGrantInline(admin.StackedInline):
    model = RoleGrant
    fk_name = "account"
    fields = ("role", "granted_by", "granted_at")
    readonly_fields = ("granted_by", "granted_at")
    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A role is given or taken, never turned into another."""
        return False


@admin.register(Account)
class ProposingAccountAdmin(AccountAdmin):
    form = ProposingChangeForm
    add_form = ProposingCreationForm
    inlines = (RoleGrantInline,)
    fieldsets: ClassVar[Any] = (*AccountAdmin.fieldsets, ROLES)
    add_fieldsets: Any = (*AccountAdmin.add_fieldsets, ROLES)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Proposes what was entered and writes nothing; what is taken before what is given."""
        given = formset.save(commit=False)
        roles = [(grant.role, False) for grant in formset.deleted_objects]
        roles += [(grant.role, True) for grant in given]
        proposed = [
            propose(
                actions.propose_role,
                request=request,
                form=form,
                account=form.instance,
                role=Role(role),
                given=is_given,
            )
            for role, is_given in roles
        ]
        # The admin's own history tells of what was written.
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        tell(request, proposed)
