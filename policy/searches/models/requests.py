"""The search request itself, and how it gets its number."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.lists.choices import ListName
from policy.lists.fields import CodeField
from policy.lists.models import Agency
from policy.lists.queries import words_of
from policy.personnel.models import Unit
from policy.searches.choices import State
from policy.searches.lifecycle import EDITABLE
from policy.searches.models.fields import person_field
from policy.searches.triggers.requests import REQUEST_LIFE
from policy.systems.models import System


class SearchRequest(models.Model):
    """One request for one search, from draft to closing."""

    number = models.CharField(  # noqa: DJ001  # unique, and drafts have none
        _("request number"), max_length=20, unique=True, null=True, editable=False
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    state_at = models.DateTimeField(_("in this state since"))
    version = models.PositiveIntegerField(_("version"), default=0)
    requester = person_field(_("requester"), "search_requests")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="search_requests", verbose_name=_("unit")
    )
    created_at = models.DateTimeField(_("created"))
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    approved_until = models.DateTimeField(_("approval expires"), null=True)

    system = models.ForeignKey(
        System,
        models.PROTECT,
        null=True,
        related_name="search_requests",
        verbose_name=_("search system"),
    )
    agency_is_outside = models.BooleanField(_("on behalf of an outside agency"), null=True)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        related_name="search_requests",
        verbose_name=_("agency on the list"),
    )
    agency_name = models.CharField(_("outside agency"), max_length=160, blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    offense = CodeField(_("offense"), of=ListName.OFFENSE, blank=True)
    offense_is_attempt = models.BooleanField(_("an attempt"), default=False)
    purpose = CodeField(_("purpose"), of=ListName.PURPOSE, blank=True)
    legal_basis = CodeField(_("legal basis"), of=ListName.LEGAL_BASIS, blank=True)
    subject_role = CodeField(_("role of the person sought"), of=ListName.SUBJECT_ROLE, blank=True)
    exigent = models.BooleanField(_("exigent circumstances"), default=False)
    justification = models.TextField(_("justification"), blank=True, max_length=4000)
    media = CodeField(_("kind of image"), of=ListName.MEDIA, blank=True)
    image_source = CodeField(_("source of the image"), of=ListName.IMAGE_SOURCE, blank=True)
    answers = models.JSONField(_("answers to what the policies ask"), default=dict, blank=True)
    attestations = models.JSONField(_("attestations and documents"), default=dict, blank=True)
    # The content of the next version while the requester writes it: nobody else's to see.
    edits = models.JSONField(null=True, editable=False)
    # Of the form that began it, so that a form sent twice begins one request.
    form_key = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("search request")
        verbose_name_plural = _("search requests")
        triggers: ClassVar = [REQUEST_LIFE, NEVER_EMPTIED]
        indexes: ClassVar = [
            models.Index(fields=("-created_at", "-id")),
            models.Index(fields=("requester", "-created_at", "-id")),
            models.Index(fields=("state", "-created_at", "-id")),
            models.Index(fields=("unit", "-created_at", "-id")),
            models.Index(fields=("system", "-created_at", "-id")),
            models.Index(fields=("submitted_at",)),
            models.Index(fields=("offense", "-created_at", "-id")),
            GinIndex(OpClass(Upper("number"), "gin_trgm_ops"), name="request_by_number"),
            GinIndex(OpClass(Upper("case_number"), "gin_trgm_ops"), name="request_by_case_number"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFT, State.WITHDRAWN))
                | Q(number__isnull=False, submitted_at__isnull=False, version__gt=0),
                name="request_numbered_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(agency_is_outside=True) | Q(agency_name="", agency__isnull=True),
                name="agency_named_only_when_outside",
                violation_error_message=_("Name an agency only for a request on its behalf."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | Q(approved_until__isnull=False),
                name="approval_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(edits__isnull=True) | Q(state__in=sorted(EDITABLE), version__gt=0),
                name="edits_of_what_is_open_again",
            ),
            models.UniqueConstraint(
                fields=("requester", "form_key"), name="form_begins_one_request"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("Draft %(key)s") % {"key": self.pk})

    def get_absolute_url(self) -> str:
        return reverse("searches:detail", args=[self.pk])

    # For lists: get_…_display puts every label of the field into words to find the one.
    @property
    def state_in_words(self) -> str:
        return str(State(self.state).label)

    @property
    def offense_in_words(self) -> str:
        return str(words_of(ListName.OFFENSE, self.offense))


class Counter(models.Model):
    """The last number given to a request in each year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        triggers: ClassVar = [NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
