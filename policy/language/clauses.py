"""The leaf of a condition as an English clause."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.language.conditions import Always, Among, Compare, Contains, IsYes, Leaf, Value, Within
from policy.language.facts import Fact, Vocabulary
from policy.language.joining import any_of
from policy.language.kinds import Kind


def clause(leaf: Leaf, vocabulary: Vocabulary, *, holds: bool) -> str:
    """Return the words for a leaf that holds, or for one that does not."""
    if isinstance(leaf, Always):
        return _("in every case") if leaf.value is holds else _("in no case")
    fact = vocabulary[leaf.fact]
    match leaf:
        case IsYes():
            return _yes_or_no(fact, holds)
        case Compare(_fact, operator, bool(value)):
            return _yes_or_no(fact, (operator == "==") is value is holds)
        case Compare(_fact, operator, value):
            return _compared(fact, operator, value, holds)
        case Among(_fact, values):
            return _filled(_scalar(fact, holds), _values(fact, values))
        case Contains(_fact, value):
            return _filled(_contains(fact, holds), _words(fact, value))
        case Within(_fact, values):
            return _filled(_within(fact, holds), _values(fact, values))
