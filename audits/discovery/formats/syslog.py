"""What syslog puts before a line of a program."""

from audits.discovery.formats.clocks import any_of, iso, without_year, written_as
from audits.discovery.formats.columns import Pattern

# A time without a year, or ISO 8601 with or without a zone.
TIME = r"\w{3} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^ ]*"
# Its priority and its version may come before the time.
BEGIN = r"^(?:<\d+>)?(?:\d+ )?"
STAMP = Pattern(rf"{BEGIN}({TIME}) ")
CLOCK = any_of(
    iso,
    without_year("%b %d %H:%M:%S"),
    written_as("%d-%b-%Y %H:%M:%S.%f", "%d-%b-%Y %H:%M:%S"),
)
