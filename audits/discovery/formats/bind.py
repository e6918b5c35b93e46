"""BIND's query log: its own file, or by way of syslog.

Layouts: the category `queries` and the channel options of BIND's administrator reference manual;
versions before 9.11 write no address of the client object (`@0x…`).
"""

from audits.discovery.formats.columns import Pattern
from audits.discovery.formats.format import Format, Shows
from audits.discovery.formats.syslog import BEGIN, CLOCK, TIME

_OWN_TIME = r"\d\d-\w{3}-\d{4} \d\d:\d\d:\d\d(?:\.\d+)?"
_SEVERITY = r"(?:info|debug(?: \d+)?|notice|warning|error|critical)"
# RFC 5424 divides the number of the process from its name.
_NAMED = r"(?:named(?:\[\d+\])?: |named \d+ - - )"
_BEFORE = rf"(?:[^ ]+ )?{_NAMED}?(?:[a-z][a-z-]*: )?(?:{_SEVERITY}: )?"
_CLIENT = r"client (?:@0x[0-9a-f]+ )?"
_ADDRESS = r"[0-9A-Fa-f:.]+(?:%\w+)?"
_QUERY = (
    rf"{_CLIENT}({_ADDRESS})#\d+(?:/key [^ ]+)?(?: \([^ ]*\))?: (?:view [^ ]+: )?query: "
    r"([^ ]+) [A-Z0-9]+ [A-Z0-9-]+ [-+]"
)
_START = rf"{BEGIN}(?:(?:{_OWN_TIME}|{TIME}) )?{_BEFORE}"

QUERIES = Format(
    name="bind",
    label="BIND query log",
    # What else named says is of the log as well, and reaches nothing.
    shape=Pattern(
        rf"{_START}{_QUERY}|^{_OWN_TIME} (?:[a-z][a-z-]*: )?{_SEVERITY}: "
        rf"|{BEGIN}(?:{TIME}) (?:[^ ]+ )?{_NAMED}",
        0,
    ),
    time=Pattern(rf"{BEGIN}({_OWN_TIME}|{TIME}) "),
    clock=CLOCK,
    client=Pattern(_START + _QUERY, 1),
    host=Pattern(_START + _QUERY, 2),
    shows=Shows.NAMES,
    names_users=False,
)
