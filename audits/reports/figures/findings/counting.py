"""What several tables of findings count."""

from django.db.models import Count, Q

from audits.findings.lifecycle import UNDECIDED, VIOLATIONS

OPEN = Q(state__in=sorted(UNDECIDED))
VIOLATION = Q(state__in=sorted(VIOLATIONS))
REPEAT = VIOLATION & Q(earlier__gt=0)

COUNTS = {
    "found": Count("pk"),
    "open": Count("pk", filter=OPEN),
    "violations": Count("pk", filter=VIOLATION),
    "repeats": Count("pk", filter=REPEAT),
}
NONE = (0,) * len(COUNTS)
