"""Unbound's log of queries and of replies.

Layout: unbound.conf's `log-queries`, `log-replies`, `log-tag-queryreply`, and the ways that it
writes the time: seconds since 1970, `log-time-ascii`, and what syslog puts there.
"""

from audits.discovery.formats.columns import Pattern
from audits.discovery.formats.format import Format, Shows
from audits.discovery.formats.syslog import BEGIN, CLOCK, TIME

_TIME = rf"\[?(\d{{9,10}}|{TIME})\]? "
_START = rf"{BEGIN}(?:{_TIME})?(?:[^ ]+ )?(?:unbound(?:\[[\d:]+\])?:? )?(?:\[[\d:]+\] )?"
_INFO = r"info: (?:query: |reply: )?"
_QUERY = (
    _START + _INFO + r"([0-9A-Fa-f:.]+)(?:@\d+)? ([^ ]+) [A-Z0-9]+ (?:IN|CH|HS|ANY)"
    r"(?: ([A-Z]+) [\d.]+ \d)?"
)

QUERIES = Format(
    name="unbound",
    label="Unbound query log",
    # What else unbound says is of the log as well, and reaches nothing.
    shape=Pattern(rf"{_QUERY}|{BEGIN}(?:{_TIME})?(?:[^ ]+ )?unbound(?:\[[\d:]+\])?:? ", 0),
    time=Pattern(BEGIN + _TIME),
    clock=CLOCK,
    client=Pattern(_QUERY, 2),
    host=Pattern(_QUERY, 3),
    outcome=Pattern(_QUERY, 4),
    shows=Shows.NAMES,
    names_users=False,
)
