"""Where in a line a value stands, said once and read twice: by an engine, and by Python.

The regular expressions keep to what RE2, Java and Python read alike.
"""

from audits.discovery.formats.columns.cells import cells, comma
from audits.discovery.formats.columns.column import Both, Column, Pattern, both
from audits.discovery.formats.columns.combining import (
    LINE,
    NOTHING,
    cleaned,
    first_of,
    joined,
    or_nothing,
    part,
    said,
    when,
)
from audits.discovery.formats.columns.dividing import MOST_COLUMNS, TOKEN, beside, tabbed, token
from audits.discovery.formats.columns.keys import any_key, key, key_within
from audits.discovery.formats.columns.pairs import any_pair, pair
from audits.discovery.formats.columns.quotes import OUTSIDE, PAIR_QUOTED, QUOTED, unescaped
from audits.discovery.formats.columns.targets import IS_ADDRESS, SCHEME

__all__ = [
    "IS_ADDRESS",
    "LINE",
    "MOST_COLUMNS",
    "NOTHING",
    "OUTSIDE",
    "PAIR_QUOTED",
    "QUOTED",
    "SCHEME",
    "TOKEN",
    "Both",
    "Column",
    "Pattern",
    "any_key",
    "any_pair",
    "beside",
    "both",
    "cells",
    "cleaned",
    "comma",
    "first_of",
    "joined",
    "key",
    "key_within",
    "or_nothing",
    "pair",
    "part",
    "said",
    "tabbed",
    "token",
    "unescaped",
    "when",
]
