from copy import copy
from functools import partial
from typing import Any, ClassVar

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from policy.administration import KeptAdmin
from policy.personnel.actions import hand_out_password
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import may_close, may_hand_out_password, require

TEMPORARY = _(
    "Temporary: at the next sign-in its person is told who set it and when, and has to choose "
    "another before anything else opens."
)


class AccountCreationForm(AdminUserCreationForm):
    class Meta:
        model = Account
        fields = ("username", "person", "email")


class AccountChangeForm(UserChangeForm):
    class Meta:
        model = Account
        fields = ("username", "password", "person", "email", "is_active")


class HandOutPasswordForm(AdminPasswordChangeForm):
    def __init__(self, user: Account, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.by = by
        self.fields["password2"].help_text = TEMPORARY

    def save(self, commit: bool = True) -> Account:
        if not self.cleaned_data["set_usable_password"]:
            return super().save(commit)
        password = self.cleaned_data["password1"]
        hand_out_password(by=self.by, account=self.user, password=password, at=timezone.now())
        return self.user


class AccountAdmin(KeptAdmin, UserAdmin):
    """Accounts without their roles; policy/changes/admin adds these, and registers it."""

    form = AccountChangeForm
    add_form = AccountCreationForm
    list_display = ("username", "person", "roles", "is_active", "last_login")
    list_filter = ("is_active", "grants__role")
    list_select_related = ("person__rank",)
    search_fields = ("username", "person__serial_number", "person__last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    autocomplete_fields = ("person",)
    readonly_fields = (
        "last_login",
        "created_at",
        "password_set_by",
        "password_set_at",
        "password_is_temporary",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whose an account is stays as it is: it is what approvals are signed with."""
        belongs = obj is not None and obj.person_id is not None
        return (*self.readonly_fields, *(("person",) if belongs else ()))

    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Whose it is"), {"fields": ("person", "email")}),
        (
            _("Who set the password"),
            {
                "fields": ("password_set_by", "password_set_at", "password_is_temporary"),
                "description": _("A password set here is temporary."),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets: Any = (
        (
            None,
            {
                "fields": ("username", "usable_password", "password1", "password2"),
                "description": TEMPORARY,
            },
        ),
        (_("Whose it is"), {"fields": ("person", "email")}),
    )
    actions = ("release_locks",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        return super().get_queryset(request).prefetch_related("grants")

    @admin.display(description=_("roles"))
    def roles(self, account: Account) -> str:
        return ", ".join(str(Role(grant.role).label) for grant in account.grants.all())

    @admin.action(description=_("Release accounts locked after failed attempts"))
    def release_locks(self, request: HttpRequest, accounts: QuerySet[Account]) -> None:
        released = sum(reset(username=account.username) > 0 for account in accounts)
        said = ngettext("Released %(count)s account.", "Released %(count)s accounts.", released)
        self.message_user(request, said % {"count": released}, messages.SUCCESS)

    def save_model(self, request: Any, obj: Account, form: Any, change: bool) -> None:
        if change and "is_active" in form.changed_data and not obj.is_active:
            require(may_close(request.user, obj))
        super().save_model(request, obj, form, change)
        if not change and obj.has_usable_password():
            password = form.cleaned_data["password1"]
            hand_out_password(by=request.user, account=obj, password=password, at=timezone.now())

    def user_change_password(self, request: Any, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """The admin makes its form without saying who asks: a copy of it knows."""
        account = self.get_object(request, unquote(id))
        if account is not None:
            require(may_hand_out_password(request.user, account))
        own = copy(self)
        own.change_password_form = partial(HandOutPasswordForm, by=request.user)
        return super(AccountAdmin, own).user_change_password(request, id, form_url)
