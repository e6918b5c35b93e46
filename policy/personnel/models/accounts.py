"""Accounts and the roles they hold."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.personnel.choices import Role
from policy.personnel.models.people import Person
from policy.personnel.triggers import ACTIVE_ONLY_WHILE_SERVING, ROLES_KEPT_APART
from policy.refusals import words_of


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "Account":
        """`manage.py createsuperuser` makes the first two administrators, who need no approval.

        Raises ValidationError once they are there.
        """
        try:
            with transaction.atomic(using=self._db):
                account = self.create_user(username, password, **fields)
                RoleGrant.objects.using(self._db).create(account=account, role=Role.ADMINISTRATOR)
        except IntegrityError as error:
            raise ValidationError(words_of(error)) from error
        return account


class Account(AbstractBaseUser):
    """What a person signs in with. What it may do comes from its roles alone."""

    username = models.CharField(
        _("user name"), max_length=80, unique=True, validators=[UnicodeUsernameValidator()]
    )
    email = models.EmailField(_("email"), blank=True)
    person = models.OneToOneField(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="account",
        verbose_name=_("person"),
        help_text=_("Empty for auditors and overseers from outside the department."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Only an active account can sign in. Its sessions end when it is closed."),
    )
    is_demo = models.BooleanField(_("demonstration account"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    password_set_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("password last set by"),
    )
    password_set_at = models.DateTimeField(
        _("password last set"), null=True, blank=True, editable=False
    )
    password_is_temporary = models.BooleanField(
        _("password is temporary"),
        default=False,
        editable=False,
        help_text=_("Set by an administrator: nothing opens until its person has chosen another."),
    )
    # Raised by the database when the account is closed, so that no old session opens again.
    times_closed = models.PositiveIntegerField(_("times closed"), default=0, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("username",)
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        triggers: ClassVar = [ACTIVE_ONLY_WHILE_SERVING, NEVER_EMPTIED]

    def __str__(self) -> str:
        return self.username

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held now; read once per loaded account, so once per web request."""
        held = self.grants.order_by().values_list("role", flat=True)
        return frozenset(map(Role, held))

    def has_role(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def member(self) -> Person:
        """The member of the department; raises PermissionDenied for an account of nobody's."""
        if self.person is None:
            raise PermissionDenied(_("This account belongs to no member of the department."))
        return self.person

    @property
    def display_name(self) -> str:
        return self.person.name if self.person else self.username

    @property
    def is_staff(self) -> bool:
        """Django's word for who may open the admin."""
        return self.is_active and self.has_role(Role.ADMINISTRATOR)

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def get_session_auth_hash(self) -> str:
        return self._of_this_opening(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        yield from map(self._of_this_opening, super().get_session_auth_fallback_hash())

    def _of_this_opening(self, session_hash: str) -> str:
        return f"{session_hash}-{self.times_closed}"


class RoleGrant(models.Model):
    """One role held by one account."""

    account = models.ForeignKey(
        Account, models.CASCADE, related_name="grants", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    granted_by = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)

    class Meta:
        ordering = ("account", "role")
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("account", "role"), name="role_held_once"),
        ]
        triggers: ClassVar = [ROLES_KEPT_APART]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}"
