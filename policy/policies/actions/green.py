"""No version goes on while one of its own example requests comes out otherwise than expected."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policy.policies.models import Version
from policy.policies.queries import suite_of


def require_green(version: Version) -> None:
    """Raises ValidationError with every red case, or with what keeps the cases from running."""
    suite = suite_of(version)
    if suite.flaws:
        raise ValidationError(list(suite.flaws))
    if suite.red:
        message = _("Case %(id)s: %(why)s.")
        raise ValidationError(
            [
                message % {"id": result.case.id, "why": result.why.rstrip(".")}
                for result in suite.red
            ]
        )
