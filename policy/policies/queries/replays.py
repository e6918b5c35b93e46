"""Which replay speaks for a version."""

from django.utils.translation import gettext as _

from policy.policies.models import Decision, Version


def why_no_sign_off(version: Version) -> str:
    """What is missing of the replay before `version` can be published; empty where nothing is.

    Where nothing was ever decided there is nothing to ask it of.
    """
    if version.replays.filter(digest=version.digest, signed_by__isnull=False).exists():
        return ""
    if not Decision.objects.exists():
        return ""
    return _(
        "No replay of this text over past decisions has been signed off. Make one, and have "
        "another policy officer sign it off."
    )
