"""Lists with their entries: dated, reworded, never deleted."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.lists.choices import ListName
from policy.lists.fields import LONGEST_CODE
from policy.lists.triggers import ENTRY_STAYS, NEW_EDITION

validate_code = RegexValidator(
    r"\A[a-z][a-z0-9]*(_[a-z0-9]+)*\Z",
    _("Write a code of lower-case letters, digits and single underscores, such as armed_robbery."),
)


class EntryQuerySet(models.QuerySet["Entry"]):
    def holding_on(self, day: date) -> "EntryQuerySet":
        """Those offered on `day`: first and last day included."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )


class Entry(models.Model):
    """One entry of a list. What names it goes on naming it after its last day.

    `position` orders the list and leaves room between two entries for others.
    """

    list = models.CharField(_("list"), max_length=30, choices=ListName)
    code = models.CharField(
        _("code"),
        max_length=LONGEST_CODE,
        validators=[validate_code],
        help_text=_("What rules and records name it by. It never changes."),
    )
    words = models.CharField(
        _("words"),
        max_length=200,
        help_text=_("As they stand inside a sentence, such as “armed robbery” or “a warrant”."),
    )
    position = models.DecimalField(_("position"), max_digits=24, decimal_places=12, editable=False)
    attempt_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        verbose_name=_("attempt of"),
        help_text=_("For an attempt that the law knows as an offense of its own."),
    )
    statute = models.CharField(_("statute"), max_length=160, blank=True)
    since = models.DateField(
        _("offered from"), null=True, blank=True, help_text=_("Empty for what was always there.")
    )
    until = models.DateField(
        _("offered until"), null=True, blank=True, help_text=_("The last day on which it is.")
    )
    note = models.TextField(_("note"), blank=True, max_length=2000)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("list", "position")
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        triggers: ClassVar = [ENTRY_STAYS, NEW_EDITION, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("list", "code"),
                name="entry_once",
                violation_error_message=_("The list has an entry with this code already."),
            ),
            models.UniqueConstraint(fields=("list", "position"), name="entry_place_once"),
            models.CheckConstraint(condition=~Q(words=""), name="entry_has_words"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="entry_ends_after_its_beginning",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(attempt_of__isnull=True)
                | (Q(list=ListName.OFFENSE) & ~Q(attempt_of=F("id"))),
                name="only_an_offense_is_attempted",
                violation_error_message=_("Only an offense can be an attempt of another."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("policies:list_entry", args=[self.list, self.code])

    def clean(self) -> None:
        of = self.attempt_of
        if of is not None and (of.list != ListName.OFFENSE or of.attempt_of_id is not None):
            message = _("Choose an offense that is no attempt itself.")
            raise ValidationError({"attempt_of": message})

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Edition(models.Model):
    """The one row whose stamp the database changes with every write to an entry."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="one_edition"),
        ]

    def __str__(self) -> str:
        return str(self.stamp)
