"""What a reader is told where the content of an entry was sealed."""

from django.utils.translation import gettext as _

from audits.trail.wording.telling import Told


def sealed_in_words(told: Told) -> str:
    """That there was content, which an approved act took out of sight."""
    return _("Its content was sealed by an approved act; the entry itself is proven as before.")
