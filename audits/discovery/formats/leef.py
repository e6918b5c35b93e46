"""IBM's Log Event Extended Format, 1.0 and 2.0.

Layout: the vendor's guide to the format: a head divided by "|", then name=value. Tabs divide them;
2.0 may name another divider in its head, as itself or in hexadecimal; "|" and spaces are seen too.
"""

import re

from audits.discovery.formats.clocks import (
    Bearings,
    Moment,
    Unreadable,
    any_of,
    iso,
    without_year,
    written_as,
)
from audits.discovery.formats.columns import LINE, Column, Pattern, cleaned, first_of, joined, when
from audits.discovery.formats.extensions import undone, words_of
from audits.discovery.formats.format import Format
from audits.discovery.formats.named_zones import with_named_zone
from audits.discovery.formats.syslog import STAMP

_HEAD = r"^[^|]*LEEF:[ ]?[12]\.\d(?:\|[^|]*){4}\|"
_CARET = r"(?:\^|0?[xX]5[eE])\|"
_OTHER = r"(?:(?:\t|0?[xX]0?9|0?[xX]20|0?[xX]7[cC]|[ ])?\|{1,2})?"


def _between(divider: str, head: str, name: str) -> Column:
    return Pattern(rf"{head}(?:[^{divider}\n]*[{divider}])*?{name}=([^{divider}\n]*)")


def _value(*names: str) -> Column:
    return undone(_named(f"(?:{'|'.join(names)})"))


def _named(name: str) -> Column:
    head = _HEAD + _OTHER
    barred = when(
        LINE,
        rf"{head}[^|=\n]*=[^|\n]*\|[ ]?[\w.]+=",
        _between("|", head, name),
        words_of(head, name),
    )
    tabbed = when(LINE, rf"{_HEAD}[^=\n]*=[^\t\n]*\t", _between(r"\t", head, name), barred)
    return when(LINE, _HEAD + _CARET, _between(r"\^", _HEAD + _CARET, name), tabbed)


# The letters of Java's date patterns, the longest first.
_JAVA = {
    "yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%m",
    "EEEE": "%A", "EEE": "%a", "E": "%a", "dd": "%d", "d": "%d", "HH": "%H", "H": "%H",
    "hh": "%I", "h": "%I", "mm": "%M", "m": "%M", "ss": "%S", "s": "%S", "SSSSSS": "%f",
    "SSS": "%f", "S": "%f", "a": "%p", "zzz": "%z", "z": "%z", "Z": "%z", "XXX": "%z", "XX": "%z",
    "X": "%z",
}  # fmt: skip
_JAVA_PART = re.compile(r"'([^']*)'|" + "|".join(sorted(_JAVA, key=len, reverse=True)) + r"|%")
_DIVIDER = "\x1f"


def _strptime(java: str) -> str:
    """A date pattern of Java's, as Python writes it."""

    def part(found: re.Match[str]) -> str:
        text = found[1] if found[1] is not None else found[0]
        return _JAVA.get(found[0], text.replace("%", "%%"))

    return _JAVA_PART.sub(part, java)


def _as_it_says(text: str, bearings: Bearings) -> Moment:
    """A time, after the pattern that the line itself gives for it."""
    time, _, java = text.partition(_DIVIDER)
    if not java:
        raise Unreadable(text)
    pattern = _strptime(java)
    clock = written_as(pattern) if re.search("%[yY]", pattern) else without_year(pattern)
    return with_named_zone(clock)(time, bearings)


def _by_itself(text: str, bearings: Bearings) -> Moment:
    return _USUAL(text.partition(_DIVIDER)[0], bearings)


_USUAL = any_of(
    iso,
    with_named_zone(
        written_as("%b %d %Y %H:%M:%S", "%b %d %Y %H:%M:%S.%f", "%b %d %Y %H:%M:%S %z")
    ),
    without_year("%b %d %H:%M:%S"),
)
_TIME = cleaned(
    joined(_DIVIDER, _value("devTime"), _value("devTimeFormat")),
    (r"^[^\x1f]*[yMdHms]{2}[^\x1f]*$", ""),
)

LEEF = Format(
    name="leef",
    label="LEEF",
    shape=Pattern(_HEAD + r"[^=\n]*[\w.]=", 0),
    time=first_of(_TIME, STAMP),
    clock=any_of(_as_it_says, _by_itself),
    user=_value("usrName", "accountName", "identUserName"),
    client=_value("src", "identSrc"),
    device=_value("srcHostName", "identHostName"),
    host=_value("dstHostName", "dhost", "domain", "hostname"),
    url=_value("url", "request", "resource"),
    method=_value("method", "requestMethod"),
    outcome=joined("/", _value("action", "act"), _value("disposition")),
    peer=_value("dst"),
)
