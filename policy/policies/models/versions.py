"""A policy and its versions."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.policies.choices import VersionState
from policy.policies.lifecycle import ENDED, UNPUBLISHED, UNREVIEWED
from policy.policies.triggers.versions import VERSION_LIFE


class Policy(models.Model):
    """A policy over all its versions; what it says stands in the versions."""

    slug = models.SlugField(_("short name"), max_length=80, unique=True)

    class Meta:
        ordering = ("slug",)
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        triggers: ClassVar = [NEVER_EMPTIED]

    def __str__(self) -> str:
        return self.slug


class InForce(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class VersionQuerySet(models.QuerySet["Version"]):
    def in_force(self, at: datetime) -> "VersionQuerySet":
        """The versions that decide at the moment `at`, whatever became of them later."""
        return self.filter(
            Q(in_force_until__isnull=True) | Q(in_force_until__gt=at), in_force_from__lte=at
        )

    def in_force_between(self, begins: datetime, ends: datetime | None) -> "VersionQuerySet":
        """The versions that decide at some moment from `begins` on and before `ends`, if any."""
        found = self.filter(
            Q(in_force_until__isnull=True)
            | Q(in_force_until__gt=begins) & Q(in_force_until__gt=F("in_force_from")),
            in_force_from__isnull=False,
        )
        return found if ends is None else found.filter(in_force_from__lt=ends)


def account_field(verbose_name: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=verbose_name,
        **options,
    )


class Version(models.Model):
    """One text of a policy with its rules, from draft to its end."""

    policy = models.ForeignKey(
        Policy, models.PROTECT, related_name="versions", verbose_name=_("policy")
    )
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    issuer = models.CharField(_("issuer"), max_length=200)
    source = models.TextField(_("source"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    interim = models.BooleanField(_("interim order"), default=False)
    effective_from = models.CharField(_("effective from, as written"), max_length=40, blank=True)
    effective_until = models.CharField(_("effective until, as written"), max_length=40, blank=True)
    until_event = models.CharField(_("until the event"), max_length=300, blank=True)

    state = models.CharField(
        _("state"), max_length=20, choices=VersionState, default=VersionState.DRAFT
    )
    digest = models.CharField(_("SHA-256 of the pack"), max_length=64)
    author = account_field(_("author"))
    created_at = models.DateTimeField(_("created"))
    quorum = models.PositiveSmallIntegerField(_("quorum of approvals"), default=1)
    review_round = models.PositiveSmallIntegerField(_("round of review"), default=0)
    submitted_at = models.DateTimeField(_("sent to review"), null=True)
    approved_by = account_field(_("approved by"), null=True)
    approved_at = models.DateTimeField(_("approved"), null=True)
    published_by = account_field(_("published by"), null=True)
    published_at = models.DateTimeField(_("published"), null=True)
    in_force_from = models.DateTimeField(_("in force from"), null=True)
    in_force_until = models.DateTimeField(_("in force until"), null=True)
    ended_by = account_field(_("ended by"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    end_reason = models.TextField(_("reason for the end"), blank=True)

    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("policy", "-number")
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        triggers: ClassVar = [VERSION_LIFE, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("-created_at", "-id"))]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("policy", "number"), name="version_number_once"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="version_has_digest_of_pack",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=UNREVIEWED, approved_by__isnull=True, approved_at__isnull=True
                )
                | ~Q(state__in=UNREVIEWED)
                & Q(approved_by__isnull=False, approved_at__isnull=False),
                name="version_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=UNPUBLISHED,
                    published_by__isnull=True,
                    published_at__isnull=True,
                    in_force_from__isnull=True,
                    in_force_until__isnull=True,
                )
                | ~Q(state__in=UNPUBLISHED)
                & Q(
                    published_by__isnull=False,
                    published_at__isnull=False,
                    in_force_from__isnull=False,
                ),
                name="version_published_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False, in_force_until__isnull=False)
                | ~Q(state__in=ENDED)
                & Q(ended_at__isnull=True, ended_by__isnull=True, end_reason=""),
                name="version_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.WITHDRAWN)
                | Q(ended_by__isnull=False) & ~Q(end_reason=""),
                name="version_withdrawn_by_someone_with_reason",
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1),
                name="version_quorum_of_at_least_one",
                violation_error_message=_("At least one reviewer has to approve."),
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by=F("pk")), name="version_not_replaced_by_itself"
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("author")),
                name="version_never_approved_by_its_author",
                violation_error_message=_("The author of a version never approves it."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, in_force_from__isnull=True)
                | Q(in_force_from__gte=F("published_at")),
                name="version_not_in_force_before_published",
                violation_error_message=_("A version cannot take effect before it is published."),
            ),
            ExclusionConstraint(
                name="one_version_in_force_at_a_time",
                expressions=[
                    ("policy", RangeOperators.EQUAL),
                    (InForce("in_force_from", "in_force_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(in_force_from__isnull=False),
                violation_error_message=_("Two versions of a policy cannot be in force at once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({_('version')} {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("policies:version", args=(self.policy.slug, self.number))
