"""What rows can ask of each kind of fact."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policy.language.kinds import Kind

Words = str | Promise

ONE_OF, NONE_OF = "in", "not in"
HAS, HAS_NOT = "has", "has not"
WITHIN, NOT_WITHIN = "within", "not within"
YES, NO = "yes", "no"

# A comparison of a yes/no fact says the same as the fact by itself: these are shown where
# somebody wrote them, and not offered.
COMPARED_YES = {
    "== true": ("==", True),
    "== false": ("==", False),
    "!= true": ("!=", True),
    "!= false": ("!=", False),
}

WITH_MANY = frozenset({ONE_OF, NONE_OF, WITHIN, NOT_WITHIN})
WITHOUT_VALUE = frozenset({YES, NO, *COMPARED_YES})

_EQUAL: Mapping[str, Words] = {"==": _("is"), "!=": _("is not")}
_LISTS: Mapping[str, Words] = {ONE_OF: _("is one of"), NONE_OF: _("is none of")}
_RANKS: Mapping[str, Words] = {
    ">=": _("is at least"),
    "<=": _("is at most"),
    ">": _("is above"),
    "<": _("is below"),
}
_SIZES: Mapping[str, Words] = {
    ">=": _("is at least"),
    "<=": _("is at most"),
    ">": _("is more than"),
    "<": _("is less than"),
}
_DAYS: Mapping[str, Words] = {
    "<": _("is before"),
    "<=": _("is on or before"),
    ">": _("is after"),
    ">=": _("is on or after"),
}

OPERATORS: Mapping[Kind, Mapping[str, Words]] = {
    Kind.YES_NO: {YES: _("yes"), NO: _("no")},
    Kind.CHOICE: {**_LISTS, **_EQUAL},
    Kind.ORDERED: {**_RANKS, **_LISTS, **_EQUAL},
    Kind.NUMBER: {**_SIZES, **_EQUAL, **_LISTS},
    Kind.DAYS: {**_SIZES, **_EQUAL, **_LISTS},
    Kind.DATE: {**_DAYS, **_EQUAL, **_LISTS},
    Kind.TEXT: {**_EQUAL, **_LISTS},
    Kind.SET: {
        HAS: _("include"),
        HAS_NOT: _("do not include"),
        WITHIN: _("include nothing other than"),
        NOT_WITHIN: _("include something other than"),
    },
}

RARE: Mapping[str, Words] = {
    "== true": _("equals yes"),
    "== false": _("equals no"),
    "!= true": _("does not equal yes"),
    "!= false": _("does not equal no"),
}


def suits(operator: str, kind: Kind) -> bool:
    """Whether a row over a fact of this kind can have the operator."""
    return operator in OPERATORS[kind] or (kind is Kind.YES_NO and operator in COMPARED_YES)
