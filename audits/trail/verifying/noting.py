"""Every verification is kept, with who made it and what it said."""

from datetime import datetime

from django.db import ProgrammingError, transaction
from django.utils.translation import gettext as _

from audits.trail.acting import acting_now
from audits.trail.models import Verification
from audits.trail.verifying.results import Report
from audits.trail.verifying.wording import in_lines


def note(report: Report, *, at: datetime) -> None:
    """Keep what was found; where the role in the database only reads, a remark says so."""
    acting = acting_now()
    try:
        with transaction.atomic():
            Verification.objects.create(
                at=at,
                by=acting.actor if acting else "",
                size=report.size,
                verdict=report.verdict,
                lines=in_lines(report),
            )
    except ProgrammingError as error:
        report.remarks.append(
            _("This verification was not kept: %(why)s") % {"why": str(error).splitlines()[0]}
        )
