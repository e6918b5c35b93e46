"""What a version would have changed of past decisions, kept with it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policy.keeping import NEVER_EMPTIED
from policy.policies.models.versions import Version, account_field
from policy.policies.triggers.replays import REPLAY_KEPT


class Replay(models.Model):
    """A version asked of the decisions made from `begins` on and before `ends`.

    It speaks of the text with this digest; of any other text of the version it says nothing.
    """

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="replays", verbose_name=_("version")
    )
    digest = models.CharField(_("SHA-256 of the pack"), max_length=64)
    begins = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("to"))
    figures = models.JSONField(_("figures"))
    made_by = account_field(_("made by"))
    made_at = models.DateTimeField(_("made"))
    signed_by = account_field(_("signed off by"), null=True)
    signed_at = models.DateTimeField(_("signed off"), null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("replay")
        verbose_name_plural = _("replays")
        triggers: ClassVar = [REPLAY_KEPT, NEVER_EMPTIED]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends")),
                name="replay_period_in_order",
                violation_error_message=_("A replay ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="replay_signed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Replay of %(version)s") % {"version": self.version})

    def get_absolute_url(self) -> str:
        return reverse(
            "replays:detail", args=[self.version.policy.slug, self.version.number, self.pk]
        )

    @property
    def is_current(self) -> bool:
        """Whether it speaks of the text that the version has now."""
        return self.digest == self.version.digest
