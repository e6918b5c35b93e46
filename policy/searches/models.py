"""The search request and all that is kept about it."""

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
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
from policy.personnel.models import Person, Unit
from policy.policies.models import Decision
from policy.searches.choices import Action, Disposition, Finding, State, Verdict
from policy.searches.lifecycle import EDITABLE
from policy.searches.storage import private_storage, probe_path
from policy.searches.story import STEP_TELLS_STATE, STEP_TRUE
from policy.searches.triggers import (
    APPROVAL_BY_CHAIN,
    CLOSING_OF_RESULT,
    LEAD_OF_REVIEW,
    PROBE_IMAGE_KEPT,
    REQUEST_LIFE,
    REVIEW_BY_ANOTHER,
    RUN_BY_ANOTHER,
    VERSION_OF_DRAFT,
    WRITTEN_ONCE,
)
from policy.systems.models import System

MAX_CANDIDATES = 500


def person_field(verbose_name: Any, related_name: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        Person, models.PROTECT, related_name=related_name, verbose_name=verbose_name, **options
    )


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


class ContentVersion(models.Model):
    """What was submitted, frozen: an approval is of one of these."""

    request = models.ForeignKey(SearchRequest, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("request", "number")
        triggers: ClassVar = [WRITTEN_ONCE, VERSION_OF_DRAFT, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("request", "number"), name="content_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request}, version {self.number}"


class ProbeImage(models.Model):
    """The image of the person sought, re-encoded without metadata, in private storage."""

    request = models.ForeignKey(
        SearchRequest, models.PROTECT, related_name="probe_images", verbose_name=_("request")
    )
    file = models.ImageField(
        _("image"),
        storage=private_storage,
        upload_to=probe_path,
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(_("width (pixels)"))
    height = models.PositiveIntegerField(_("height (pixels)"))
    sha256 = models.CharField(_("SHA-256 as kept"), max_length=64)
    original_sha256 = models.CharField(_("SHA-256 as uploaded"), max_length=64)
    uploaded_by = person_field(_("uploaded by"), "+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    replaced_at = models.DateTimeField(_("replaced"), null=True)

    class Meta:
        ordering = ("-uploaded_at",)
        triggers: ClassVar = [PROBE_IMAGE_KEPT, NEVER_EMPTIED]
        verbose_name = _("probe image")
        verbose_name_plural = _("probe images")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("request",),
                condition=Q(replaced_at__isnull=True),
                name="one_current_probe_image",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.sha256[:12]}"


class Step(models.Model):
    """One step of a request's story: who did what, when, why, and what the policy said."""

    request = models.ForeignKey(SearchRequest, models.PROTECT, related_name="steps")
    action = models.CharField(_("action"), max_length=20, choices=Action)
    before = models.CharField(_("state before"), max_length=20, choices=State, blank=True)
    after = models.CharField(_("state after"), max_length=20, choices=State)
    actor = person_field(_("who"), "+", null=True)
    at = models.DateTimeField(_("when"))
    version = models.PositiveIntegerField(_("version"))
    reason = models.TextField(_("reason"), blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="step", verbose_name=_("decision")
    )

    class Meta:
        ordering = ("request", "at", "pk")
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        triggers: ClassVar = [WRITTEN_ONCE, STEP_TRUE, STEP_TELLS_STATE, NEVER_EMPTIED]
        indexes: ClassVar = [models.Index(fields=("action", "at"))]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_action_display()}"


class Approval(models.Model):
    """What one supervisor said about one version of a request."""

    request = models.ForeignKey(SearchRequest, models.PROTECT, related_name="approvals")
    version = models.PositiveIntegerField(_("version"))
    approver = person_field(_("approver"), "approvals")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    reason = models.TextField(_("reason"), blank=True)
    attestations = models.JSONField(_("attestations of the approver"), default=dict)
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ("-at",)
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        triggers: ClassVar = [WRITTEN_ONCE, APPROVAL_BY_CHAIN, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("request", "version", "approver"), name="one_verdict_each"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.APPROVED) | ~Q(reason=""),
                name="denial_and_return_give_a_reason",
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_verdict_display()}"


class Run(models.Model):
    """The search itself: who ran it, on what, and how many candidates came back."""

    request = models.OneToOneField(SearchRequest, models.PROTECT, related_name="run")
    operator = person_field(_("operator"), "runs")
    system = models.ForeignKey(System, models.PROTECT, related_name="runs")
    algorithm = models.CharField(_("algorithm and version"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("started"))
    recorded_at = models.DateTimeField(_("result recorded"), null=True)
    candidates = models.PositiveSmallIntegerField(
        _("candidates returned"),
        null=True,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_CANDIDATES)],
    )
    attestations = models.JSONField(_("attestations of the operator"), default=dict)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        ordering = ("-started_at",)
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        triggers: ClassVar = [RUN_BY_ANOTHER, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True, candidates__isnull=True)
                | Q(recorded_at__isnull=False, candidates__isnull=False),
                name="run_recorded_with_its_candidates",
            ),
        ]

    def __str__(self) -> str:
        return str(self.request)


class Review(models.Model):
    """One examiner's comparison of the candidate list with the probe image."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="reviews")
    examiner = person_field(_("examiner"), "reviews")
    finding = models.CharField(_("finding"), max_length=20, choices=Finding)
    candidate = models.CharField(
        _("candidate"),
        max_length=80,
        blank=True,
        help_text=_("The gallery's own reference, such as a booking number."),
    )
    notes = models.TextField(_("grounds"))
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ("at",)
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        triggers: ClassVar = [WRITTEN_ONCE, REVIEW_BY_ANOTHER, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("run", "examiner"), name="one_review_each"),
            models.CheckConstraint(
                condition=Q(finding=Finding.LEAD) ^ Q(candidate=""),
                name="lead_names_its_candidate",
                violation_error_message=_("A lead names its candidate, and only a lead does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.get_finding_display()}"


class Lead(models.Model):
    """An investigative lead as released: never an identification."""

    request = models.OneToOneField(SearchRequest, models.PROTECT, related_name="lead")
    candidate = models.CharField(_("candidate"), max_length=80)
    notice = models.TextField(_("notice"))
    released_by = person_field(_("released by"), "+")
    released_at = models.DateTimeField(_("released"))

    class Meta:
        ordering = ("-released_at",)
        verbose_name = _("investigative lead")
        verbose_name_plural = _("investigative leads")
        triggers: ClassVar = [WRITTEN_ONCE, LEAD_OF_REVIEW, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.request}: {self.candidate}"


class Closing(models.Model):
    """How a request ended."""

    request = models.OneToOneField(SearchRequest, models.PROTECT, related_name="closing")
    disposition = models.CharField(_("disposition"), max_length=30, choices=Disposition)
    notes = models.TextField(_("notes"), blank=True)
    closed_by = person_field(_("closed by"), "+")
    closed_at = models.DateTimeField(_("closed"))

    class Meta:
        ordering = ("-closed_at",)
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        triggers: ClassVar = [WRITTEN_ONCE, CLOSING_OF_RESULT, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_disposition_display()}"


class Counter(models.Model):
    """The last number given to a request in each year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        triggers: ClassVar = [NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
