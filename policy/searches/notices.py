"""What goes with every lead."""

from django.utils.translation import gettext_noop

LEAD_NOTICE = gettext_noop(
    "This is an investigative lead, not an identification. It is not probable cause, and nobody "
    "may be arrested, charged or put in a lineup on it alone. Find independent evidence first, "
    "and say in the report that face recognition was used."
)
