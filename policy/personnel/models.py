"""People, units, ranks, accounts, training: the nouns that every rule speaks of."""

from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from policy.personnel.choices import Grade, Issuer, PersonStatus, Role, Track
from policy.personnel.triggers import NO_CYCLE_IN_CHAIN, ROLES_KEPT_APART


class Rank(models.Model):
    """A rank of the department, placed in the order that every policy compares by."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    grade = models.CharField(
        _("grade"),
        max_length=40,
        choices=Grade,
        help_text=_("The step in the order of ranks that policies compare by."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), unique=True, help_text=_("1 is the lowest rank.")
    )

    class Meta:
        ordering = ("order",)
        verbose_name = _("rank")
        verbose_name_plural = _("ranks")

    def __str__(self) -> str:
        return self.name


class Unit(TreeNode):
    """A part of the department; units form a tree."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ("code",)
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A member of the department, sworn or not, with or without an account."""

    serial_number = models.CharField(_("serial number"), max_length=20, unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("email"), blank=True)
    rank = models.ForeignKey(Rank, models.PROTECT, related_name="people", verbose_name=_("rank"))
    sworn = models.BooleanField(_("sworn"), default=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("unit"))
    supervisor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("supervisor"),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=PersonStatus, default=PersonStatus.ACTIVE
    )

    class Meta:
        ordering = ("last_name", "first_name", "serial_number")
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(supervisor=F("pk")),
                name="person_not_own_supervisor",
                violation_error_message=_("A person cannot be their own supervisor."),
            ),
        ]
        triggers: ClassVar = [NO_CYCLE_IN_CHAIN]

    def __str__(self) -> str:
        return f"{self.rank.name} {self.name} ({self.serial_number})"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "Account":
        """`manage.py createsuperuser` makes an account with the administrator's role."""
        account = self.create_user(username, password, **fields)
        RoleGrant.objects.using(self._db).create(account=account, role=Role.ADMINISTRATOR)
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
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demonstration account"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("username",)
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.username

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held now; read once per loaded account, so once per web request."""
        return frozenset(Role(role) for role in self.grants.values_list("role", flat=True))

    def has_role(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

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


class Course(models.Model):
    """A course of training that ends in a certificate."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=160)
    track = models.CharField(
        _("qualifies for"),
        max_length=20,
        choices=Track,
        help_text=_("An examiner's certificate also qualifies its holder to request."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for (months)"),
        null=True,
        blank=True,
        help_text=_("Empty where certificates do not expire."),
    )

    class Meta:
        ordering = ("code",)
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return self.title


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid_on(self, day: Any) -> "CertificateQuerySet":
        """Those valid on `day` (a date or an expression): first and last day included."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day),
            issued_on__lte=day,
        )

    def for_track(self, track: Track) -> "CertificateQuerySet":
        tracks = [Track.EXAMINER] if track == Track.EXAMINER else [Track.USER, Track.EXAMINER]
        return self.filter(course__track__in=tracks)


class Certificate(models.Model):
    """Proof that a person completed a course, with the days on which it is valid."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="certificates", verbose_name=_("person")
    )
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="certificates", verbose_name=_("course")
    )
    issuer = models.CharField(_("issuer"), max_length=30, choices=Issuer)
    number = models.CharField(_("certificate number"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(
        _("expires on"), null=True, blank=True, help_text=_("The last day on which it is valid.")
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_on", "number")
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("issuer", "number"), name="certificate_number_once"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="certificate_expires_after_issue",
                violation_error_message=_("A certificate cannot expire before it is issued."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} · {self.number}"
