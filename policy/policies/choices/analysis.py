"""The closed lists of what an analysis says of a policy."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FindingKind(TextChoices):
    """What is wrong, or open, with the rules of a version."""

    FAILED_ASSURANCE = "failed_assurance", _("An assurance fails")
    CONFLICTING_REQUIREMENTS = (
        "conflicting_requirements",
        _("Requirements that cannot all be met"),
    )
    NEVER_FIRES = "never_fires", _("A rule that never applies")
    ALWAYS_OVERRIDDEN = "always_overridden", _("A rule that is always overridden")
    SILENT = "silent", _("Requests that no rule speaks of")
    DECLARED_OTHERWISE = "declared_otherwise", _("A clause that is carried out otherwise")
    NOT_PROVED = "not_proved", _("Not proved")


class Direction(TextChoices):
    """How one version stands to an earlier one."""

    STRICTER = "stricter", _("stricter")
    LOOSER = "looser", _("looser")
    BOTH = "both", _("stricter and looser")
    EQUAL = "equal", _("equal")
    NOT_PROVED = "not_proved", _("not proved")
